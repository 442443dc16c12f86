import { upperWord } from './multiply';
import type { Pcg64 } from './pcg64';

/**
 * Draws a uniform integer from 0 to `maximum`, at most 2³² − 1, by masked rejection: 32 bits are cut to
 * as many as `maximum` has, until they are not above it. NumPy's shuffle uses it.
 */
export function maskedInteger(bits: Pcg64, maximum: number): number {
  if (maximum === 0) return 0;
  const mask = 0xffffffff >>> Math.clz32(maximum);
  for (;;) {
    const value = (bits.nextUint32() & mask) >>> 0;
    if (value <= maximum) return value;
  }
}

/**
 * Draws a uniform integer from 0 to `maximum`, at most 2⁵³ − 1: ⌊r·n / 2ᵇ⌋ for b random bits r and
 * n = maximum + 1, drawn again while r·n mod 2ᵇ < 2ᵇ mod n. b is 32, or 64 for a `maximum` of more
 * than 32 bits. Nothing is drawn if `maximum` is 0.
 *
 * Source: Lemire, "Fast random integer generation in an interval", 2019.
 */
export function lemireInteger(bits: Pcg64, maximum: number): number {
  if (maximum === 0) return 0;
  if (maximum > 0xffffffff) return lemire64(bits, BigInt(maximum) + 1n);
  return lemire32(bits, maximum + 1);
}

function lemire32(bits: Pcg64, n: number): number {
  const threshold = 2 ** 32 % n;
  for (;;) {
    const word = bits.nextUint32();
    const lower = Math.imul(word, n) >>> 0;
    if (lower >= threshold) return upperWord(word, n, lower);
  }
}

/** Draws in BigInt, with products of 128 bits, for ranges that are rare. */
function lemire64(bits: Pcg64, n: bigint): number {
  const threshold = 2n ** 64n % n;
  for (;;) {
    bits.nextUint64();
    const word = (BigInt(bits.high >>> 0) << 32n) | BigInt(bits.low >>> 0);
    const product = word * n;
    if (BigInt.asUintN(64, product) >= threshold) return Number(product >> 64n);
  }
}
