/** Parameters of one kind, e.g. the weights or the bias. */
export interface ParameterGroup {
  readonly name: string;
  /** E.g. [K, d], row-major. */
  readonly shape: readonly number[];
  /** The very numbers that the cost is computed from: a check moves them, and puts them back. */
  readonly values: Float64Array;
}

/** A cost as a function of its parameters, in float64, and the gradient that is to be checked. */
export interface CheckedCost {
  readonly groups: readonly ParameterGroup[];
  /** The number of samples that the cost is the mean of: tells a forgotten mean from other factors. */
  readonly samples?: number;
  /** λ, where the cost has a penalty λ Σ θ²: tells what is wrong with its gradient. */
  readonly lambda?: number;

  /** The cost at the parameters' present values. */
  cost(): number;
  /** The analytic gradient there, an array for each group. */
  gradient(): readonly Float64Array[];
}
