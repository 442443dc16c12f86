/**
 * Parameters of one kind, e.g. the weights or the bias.
 *
 * @category Checks
 */
export interface ParameterGroup {
  /** Its name in results, e.g. `weights`. */
  readonly name: string;
  /** The shape, e.g. [K, d], row-major. */
  readonly shape: readonly number[];
  /** The array from which the cost is computed; a check changes its elements and restores them. */
  readonly values: Float64Array;
}

/**
 * The cost of any model as a function of its parameters, in float64, with the gradient to check.
 *
 * @category Checks
 * @example Your own logistic regression
 * const theta = Float64Array.of(0.3, -0.2);
 * const x = [1, 2, -1];
 * const y = [0, 1, 1];
 * const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
 * const p = () => x.map((value) => sigmoid(theta[0] * value + theta[1]));
 * const cost: CheckedCost = {
 *   groups: [{ name: 'theta', shape: [2], values: theta }],
 *   samples: 3,
 *   cost: () => p().reduce((sum, p, i) => sum - Math.log(y[i] === 1 ? p : 1 - p) / 3, 0),
 *   gradient: () => {
 *     const errors = p().map((p, i) => (p - y[i]) / 3);
 *     const sum = (terms: number[]) => terms.reduce((a, b) => a + b, 0);
 *     return [Float64Array.of(sum(errors.map((e, i) => e * x[i])), sum(errors))];
 *   },
 * };
 * console.log((await checkGradients(cost)).passed); // true
 */
export interface CheckedCost {
  /** All parameters. */
  readonly groups: readonly ParameterGroup[];
  /**
   * The number of samples over which the cost is a mean, to recognise a forgotten mean. By default
   * unknown: this cause isn't looked for.
   */
  readonly samples?: number;
  /**
   * λ of a penalty λ Σ θ², to recognise mistakes in its gradient. By default unknown: these causes
   * aren't looked for.
   */
  readonly lambda?: number;

  /** Computes the cost at the parameters' current values. */
  cost(): number;
  /** Computes the analytic gradient there: an array for each group, of its length. */
  gradient(): readonly Float64Array[];
}
