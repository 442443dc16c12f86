import type { FloatArray } from '../backend';
import { sumOfSquares } from './numbers';

/** Returns the penalty λ Σ W². The bias is not penalised. */
export function penaltyForward(weights: FloatArray, lambda: number): number {
  return lambda * sumOfSquares(weights);
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
