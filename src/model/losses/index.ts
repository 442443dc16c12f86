import type { Loss } from '../objective';
import { binaryCrossEntropy, sigmoid } from './binary-cross-entropy';
import { crossEntropy, softmax } from './cross-entropy';
import { hinge } from './hinge';
import type { LossKernels } from './loss-kernels';

export { argmax } from './argmax';
export { sigmoid, softmax };
export type { LossKernels, ScoredRows } from './loss-kernels';

/**
 * What a model that was trained on a loss answers to one sample's scores: the softmax of cross-entropy,
 * the sigmoid of each score of binary cross-entropy (they need not add up to 1), and of the hinge
 * loss the softmax too, which orders the classes and is no calibrated probability.
 *
 * @param scores  K; kept as they are
 */
export function probabilitiesOf(loss: Loss, scores: Float64Array): Float64Array {
  if (loss === 'binary-cross-entropy') return scores.map(sigmoid);
  const P = scores.slice();
  softmax(P, 1, P.length);
  return P;
}

/** Each loss's kernels in plain JavaScript: what fused ones are tested against. */
export const LOSS_KERNELS: Readonly<Record<Loss, LossKernels>> = {
  'cross-entropy': crossEntropy,
  'binary-cross-entropy': binaryCrossEntropy,
  hinge,
};
