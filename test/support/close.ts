import { AssertionError } from 'chai';

/** Half the distance from 1 to the next number. */
export const UNIT_ROUNDOFF = { float32: 2 ** -24, float64: 2 ** -53 } as const;

/**
 * Asserts |actual − expected| ≤ tolerance · scale for every element, where the error is proportional to
 * `scale`: for a sum of products, the sum of their magnitudes, so that the error of a sum that cancels
 * is bounded by its terms. A NaN or an infinity is only close to itself.
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
    // This order makes NaN fail.
    if (error <= tolerance * scale[i]) continue;
    const bound = `${tolerance * scale[i]} (${tolerance} · ${scale[i]})`;
    throw new AssertionError(
      `element ${i} is ${actual[i]}, expected ${expected[i]}: off by ${error}, at most ${bound}`,
    );
  }
}
