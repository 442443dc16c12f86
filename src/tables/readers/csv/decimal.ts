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
 * Of a longer mantissa see `longDecimal`.
 *
 * @param point  what stands before the fraction beside a point: the code of a point or a comma
 * @returns NaN for what is no number, or takes more than this: see `numberOf`
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
  if (exponent < -22 || exponent > 22) return NaN;
  const value =
    mantissa >= MOST_MANTISSA
      ? longDecimal(bytes, first, to, exponent)
      : exponent < 0
        ? mantissa / POWERS[-exponent]
        : mantissa * POWERS[exponent];
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

/** Digits of each half of a long mantissa. */
const HALF_DIGITS = 15;

/**
 * Computes a number whose mantissa has up to 30 digits, in twice the precision of float64 (Dekker 1971, A
 * floating-point technique for extending the available precision).
 *
 * @param first     the first digit
 * @param exponent  the power of ten of the last digit, from −22 to 22
 * @returns NaN if it is so close to the middle of two numbers that this doesn't tell which it is
 */
function longDecimal(bytes: Uint8Array, first: number, to: number, exponent: number): number {
  let [high, low, digits] = [0, 0, 0];
  for (let at = first; at < to && (bytes[at] | 0x20) !== EXPONENT; at++) {
    const digit = bytes[at] - ZERO;
    // The point or comma.
    if (digit < 0) continue;
    if (digits < HALF_DIGITS) high = 10 * high + digit;
    else low = 10 * low + digit;
    if (digits > 0 || digit > 0) digits++;
  }
  if (digits > 2 * HALF_DIGITS) return NaN;
  const product = high * POWERS[digits - HALF_DIGITS];
  const sum = product + low;
  const rest = low - (sum - product) + productError(high, POWERS[digits - HALF_DIGITS], product);
  return exponent < 0
    ? divided(sum, rest, POWERS[-exponent])
    : multiplied(sum, rest, POWERS[exponent]);
}

function divided(high: number, low: number, by: number): number {
  const quotient = high / by;
  const product = quotient * by;
  const left = high - product - productError(quotient, by, product) + low;
  return rounded(quotient, left / by);
}

function multiplied(high: number, low: number, by: number): number {
  const product = high * by;
  return rounded(product, productError(high, by, product) + low * by);
}

/** Rounds a sum whose error is far below 2⁻⁹⁵ of it. */
function rounded(high: number, low: number): number {
  const error = high * 2 ** -95;
  const value = high + (low + error);
  return value === high + (low - error) ? value : NaN;
}

/** Returns a·b − product, exactly, where product is a·b as float64 rounds it. */
function productError(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** Returns the upper 26 bits of a number. */
function upperHalf(value: number): number {
  const scaled = value * (2 ** 27 + 1);
  return scaled - (scaled - value);
}
