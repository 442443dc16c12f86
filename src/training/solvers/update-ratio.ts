import type { Parameters } from '../../model';

/**
 * η ‖dW‖ / ‖W‖ (Frobenius norms): how large a step is beside the weights it changes. Some 10⁻³ is
 * usual; weights that change by a tenth in a step are thrown about (after A. Karpathy, "CS231n:
 * Convolutional Neural Networks for Visual Recognition", Stanford: babysitting the learning process).
 */
export function updateRatio(parameters: Parameters, gradient: Parameters, eta: number): number {
  return stepNorm(gradient, eta) / weightNorm(parameters);
}

/** η ‖dW‖. */
export function stepNorm(gradient: Parameters, eta: number): number {
  return eta * norm(gradient.weights);
}

/** The Frobenius norm of W. */
export function weightNorm({ weights }: Parameters): number {
  return norm(weights);
}

function norm(values: ArrayLike<number>): number {
  let sumOfSquares = 0;
  for (let i = 0; i < values.length; i++) sumOfSquares += values[i] * values[i];
  return Math.sqrt(sumOfSquares);
}
