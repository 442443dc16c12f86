import type { Loss } from '../objective';
import { binaryCrossEntropy } from './binary-cross-entropy';
import { crossEntropy } from './cross-entropy';
import { hinge } from './hinge';
import type { LossKernels } from './loss-kernels';

export { argmax } from './argmax';
export { sigmoid } from './binary-cross-entropy';
export { softmax } from './cross-entropy';
export type { LossKernels, ScoredRows } from './loss-kernels';

/** Each loss's kernels in plain JavaScript: what fused ones are tested against. */
export const LOSS_KERNELS: Readonly<Record<Loss, LossKernels>> = {
  'cross-entropy': crossEntropy,
  'binary-cross-entropy': binaryCrossEntropy,
  hinge,
};
