/**
 * The bounds of a fraction that was estimated on a sample.
 *
 * @category Models
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the normal distribution: that of an interval with a confidence of 95 %. */
const Z = 1.959963984540054;

/**
 * The interval of a fraction p with a confidence of 95 %, by k hits in n independent trials (Wilson's
 * score interval): all p for which (k/n − p)² ≤ z² p (1 − p) / n, with z = 1.96, so
 *
 *     (k + z²/2 ± z √(k (n − k) / n + z²/4)) / (n + z²)
 *
 * It stays within [0, 1], and is right where n is small or p near 0 or 1, as k/n ± z √(p (1 − p) / n) is
 * not.
 *
 * Sources: Wilson, "Probable inference, the law of succession, and statistical inference", 1927; Brown,
 * Cai and DasGupta, "Interval estimation for a binomial proportion", 2001.
 *
 * @param hits    k, from 0 to n
 * @param trials  n, at least 1
 * @category Models
 * @example
 * const { accuracy, predictions } = await classifier.evaluate(test);
 * const { low, high } = wilsonInterval(accuracy * predictions.length, predictions.length);
 */
export function wilsonInterval(hits: number, trials: number): Interval {
  const middle = hits + Z ** 2 / 2;
  const half = Z * Math.sqrt((hits * (trials - hits)) / trials + Z ** 2 / 4);
  const all = trials + Z ** 2;
  return {
    low: Math.max(0, (middle - half) / all),
    high: Math.min(1, (middle + half) / all),
  };
}
