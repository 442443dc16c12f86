/** 10⁰ … 10²², which float64 has exactly. */
const POWERS = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** Integers below have every digit: one more digit than 10¹⁵ has can be too many. */
const MOST_MANTISSA = 2 ** 53;

const ZERO = 0x30;
const POINT = 0x2e;
const MINUS = 0x2d;
const PLUS = 0x2b;
/** `e` in lower case. */
const EXPONENT = 0x65;

/**
 * Parses a number as `numberOf` does, straight from the bytes of a text. A mantissa below 2⁵³ and a
 * power of ten up to 10²² are exact, so that their product or quotient is rounded once, as it should be
 * (Clinger 1990, How to read floating point numbers accurately).
 *
 * @param point  what stands before the fraction beside a point: the code of a point or a comma
 * @returns NaN for what is no number, or needs more digits: see `numberOf`
 */
export function decimalIn(bytes: Uint8Array, from: number, to: number, point: number): number {
  let at = from;
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at++;
  const first = at;
  let mantissa = 0;
  let digit: number;
  while (at < to && (digit = bytes[at] - ZERO) >= 0 && digit <= 9) {
    mantissa = 10 * mantissa + digit;
    at++;
  }
  const integers = at - first;
  // 007 is a name.
  if (integers > 1 && bytes[first] === ZERO) return NaN;
  let exponent = 0;
  if (at < to && (bytes[at] === POINT || bytes[at] === point)) {
    const begin = ++at;
    while (at < to && (digit = bytes[at] - ZERO) >= 0 && digit <= 9) {
      mantissa = 10 * mantissa + digit;
      at++;
    }
    exponent = begin - at;
  }
  // No digit at all.
  if (integers === 0 && exponent === 0) return NaN;
  if (at < to) {
    const written = exponentIn(bytes, at, to);
    if (Number.isNaN(written)) return NaN;
    exponent += written;
  }
  if (mantissa >= MOST_MANTISSA || exponent < -22 || exponent > 22) return NaN;
  const value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
  return sign === MINUS ? -value : value;
}

/** Parses what follows a mantissa, e.g. `e-05`; NaN if it is something else, or large. */
function exponentIn(bytes: Uint8Array, from: number, to: number): number {
  if ((bytes[from] | 0x20) !== EXPONENT) return NaN;
  let at = from + 1;
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at++;
  if (at >= to || to - at > 3) return NaN;
  let value = 0;
  for (; at < to; at++) {
    const digit = bytes[at] - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = 10 * value + digit;
  }
  return sign === MINUS ? -value : value;
}
