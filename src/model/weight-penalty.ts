import type { FloatArray } from '../backend';

/** Returns the penalty λ Σ W². The bias is not penalised. */
export function penaltyForward(weights: FloatArray, lambda: number): number {
  let sumOfSquares = 0;
  for (let i = 0; i < weights.length; i++) sumOfSquares += weights[i] * weights[i];
  return lambda * sumOfSquares;
}

/**
 * dW ← dW + 2λ W, the gradient of the penalty.
 *
 * @param weightGradient  dW: K×d; added to
 * @param weights         W: K×d
 */
export function penaltyBackward(
  weightGradient: FloatArray,
  weights: FloatArray,
  lambda: number,
): void {
  for (let i = 0; i < weights.length; i++) weightGradient[i] += 2 * lambda * weights[i];
}
