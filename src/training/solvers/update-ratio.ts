import { norm, type Parameters } from '../../model';

/**
 * Returns η ‖dW‖ / ‖W‖ (Frobenius norms), the size of a step relative to the weights: usually about
 * 10⁻³; at 10⁻¹, training is unstable (A. Karpathy, "CS231n: Convolutional Neural Networks for
 * Visual Recognition", Stanford: babysitting the learning process).
 */
export function updateRatio(parameters: Parameters, gradient: Parameters, eta: number): number {
  return (eta * norm(gradient.weights)) / norm(parameters.weights);
}
