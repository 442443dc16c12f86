/**
 * Visits n rows, four at a time and the last ones singly. A sum over rows waits at each addition
 * for the one before, and for memory; four rows an iteration, in the same order, take half the
 * time.
 *
 * @param four  called with the first of four rows
 * @param one   called with a single row
 */
export function inFours(n: number, four: (i: number) => void, one: (i: number) => void): void {
  const whole = n - (n % 4);
  for (let i = 0; i < whole; i += 4) four(i);
  for (let i = whole; i < n; i++) one(i);
}

/**
 * out[r] ← b + ⟨w, X[i + r]⟩ for four rows of X from i on; beyond the end, the last row repeats.
 *
 * @param w  d weights from `at` on
 */
export function fourProducts(
  out: Float64Array,
  w: ArrayLike<number>,
  at: number,
  b: number,
  X: Float64Array,
  i: number,
  d: number,
): void {
  const [x0, x1, x2, x3] = fourRows(X, i, d);
  let s0 = b;
  let s1 = b;
  let s2 = b;
  let s3 = b;
  for (let j = 0; j < d; j++) {
    const factor = w[at + j];
    s0 += factor * X[x0 + j];
    s1 += factor * X[x1 + j];
    s2 += factor * X[x2 + j];
    s3 += factor * X[x3 + j];
  }
  out.set([s0, s1, s2, s3]);
}

/** sum ← sum + Σ factors[r] X[i + r], for four rows of X from i on, in their order: d. */
export function addFourRows(
  sum: Float64Array,
  factors: Float64Array,
  X: Float64Array,
  i: number,
  d: number,
): void {
  const [x0, x1, x2, x3] = fourRows(X, i, d);
  const [f0, f1, f2, f3] = factors;
  for (let j = 0; j < d; j++) {
    const two = sum[j] + f0 * X[x0 + j] + f1 * X[x1 + j];
    sum[j] = two + f2 * X[x2 + j] + f3 * X[x3 + j];
  }
}

/** Returns where four rows of X begin; beyond the end, the last row repeats. */
function fourRows(X: Float64Array, i: number, d: number): number[] {
  return [0, 1, 2, 3].map((row) => Math.min((i + row) * d, X.length - d));
}
