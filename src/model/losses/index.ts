import type { Loss } from '../objective';
import { binaryCrossEntropy, sigmoid } from './binary-cross-entropy';
import { crossEntropy, softmax } from './cross-entropy';
import { hinge } from './hinge';
import type { LossKernels } from './loss-kernels';

export { argmax } from './argmax';
export { sigmoid, softmax };
export type { LossKernels, ScoredRows } from './loss-kernels';

/**
 * Turns scores into what a model that was trained on a loss answers: the softmax of s/T where that is
 * cross-entropy, the sigmoid of each s/T where it is binary cross-entropy (they need not add up to 1),
 * and of the hinge loss the softmax too, which orders the classes and, without a temperature that was
 * fitted, is no calibrated probability.
 *
 * @param S            rows×K scores; the probabilities afterwards
 * @param temperature  T, above 0
 */
export function toProbabilities(loss: Loss, S: Float64Array, K: number, temperature: number): void {
  if (temperature !== 1) for (let i = 0; i < S.length; i++) S[i] /= temperature;
  if (loss === 'binary-cross-entropy') for (let i = 0; i < S.length; i++) S[i] = sigmoid(S[i]);
  else softmax(S, S.length / K, K);
}

/** Each loss's kernels in plain JavaScript: what fused ones are tested against. */
export const LOSS_KERNELS: Readonly<Record<Loss, LossKernels>> = {
  'cross-entropy': crossEntropy,
  'binary-cross-entropy': binaryCrossEntropy,
  hinge,
};
