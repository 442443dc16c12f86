/**
 * A loss by its definition, for one sample with K scores s, label y and label smoothing ε. The
 * doctor checks the kernels against it, so they share no code.
 */
export interface Definition {
  readonly loss: (s: Float64Array, y: number, epsilon: number) => number;
  /** ∂l/∂s: K. */
  readonly derivative: (s: Float64Array, y: number, epsilon: number) => Float64Array;
}

/** T[k] = (1 − ε) Y[k] + ε/K. */
export function targetOf(k: number, y: number, epsilon: number, K: number): number {
  return (k === y ? 1 - epsilon : 0) + epsilon / K;
}
