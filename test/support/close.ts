import { AssertionError } from 'chai';

/** Half the distance from 1 to the next number. */
export const UNIT_ROUNDOFF = { float32: 2 ** -24, float64: 2 ** -53 } as const;

/**
 * Asserts |actual − expected| ≤ tolerance · scale for every element, where `scale` is what the
 * element's error is proportional to: for a sum of products, the sum of their magnitudes. A sum that
 * cancels may so be off by more than one of its own last digits, and no more than its terms explain.
 *
 * A NaN or an infinity is close to itself alone.
 *
 * @param tolerance  e.g. the number of additions times UNIT_ROUNDOFF of the dtype
 */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  scale: ArrayLike<number>,
  tolerance: number,
): void {
  if (actual.length !== expected.length || expected.length !== scale.length) {
    const lengths = `${actual.length}, ${expected.length} and ${scale.length}`;
    throw new AssertionError(`lengths differ: ${lengths}`);
  }
  for (let i = 0; i < actual.length; i++) {
    if (Object.is(actual[i], expected[i])) continue;
    const error = Math.abs(actual[i] - expected[i]);
    // Written so that NaN fails.
    if (error <= tolerance * scale[i]) continue;
    const bound = `${tolerance * scale[i]} (${tolerance} · ${scale[i]})`;
    throw new AssertionError(
      `element ${i} is ${actual[i]}, expected ${expected[i]}: off by ${error}, at most ${bound}`,
    );
  }
}
