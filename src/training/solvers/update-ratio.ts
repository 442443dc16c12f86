import type { Parameters } from '../../model';

/**
 * Returns η ‖dW‖ / ‖W‖ (Frobenius norms), the size of a step relative to the weights: usually about
 * 10⁻³; at 10⁻¹, training is unstable (A. Karpathy, "CS231n: Convolutional Neural Networks for
 * Visual Recognition", Stanford: babysitting the learning process).
 */
export function updateRatio(parameters: Parameters, gradient: Parameters, eta: number): number {
  return stepNorm(gradient, eta) / weightNorm(parameters);
}

/** Returns η ‖dW‖. */
export function stepNorm(gradient: Parameters, eta: number): number {
  return eta * norm(gradient.weights);
}

/** Returns the Frobenius norm of W. */
export function weightNorm({ weights }: Parameters): number {
  return norm(weights);
}

function norm(values: ArrayLike<number>): number {
  let sumOfSquares = 0;
  for (let i = 0; i < values.length; i++) sumOfSquares += values[i] * values[i];
  return Math.sqrt(sumOfSquares);
}
