import type { Loss as FusedLoss } from '../../../binding';
import type { Link } from './link';
import type { Definition } from './definition';
import type { LossKernels } from './loss-kernels';

/** A loss: its kernels, and all that the rest of the package needs to know about it. */
export interface LossFunction extends LossKernels {
  /** As in options, files and messages. */
  readonly name: string;
  /** Its name in the fused passes; absent if only composed passes have it. */
  readonly fused?: FusedLoss;
  /** Maps the scores of a model that was trained on it to probabilities. */
  readonly link: Link;
  /** Whether it has targets T, which label smoothing changes. */
  readonly hasTargets: boolean;
  /** Whether it is a function of the probabilities, so that a fitted temperature changes it. */
  readonly isTempered: boolean;
  /** Whether the doctor knows the largest stable learning rate: from the features' second moments. */
  readonly hasRateLimit: boolean;
  /** The unit on axes; null if none is named. */
  readonly unit: string | null;
  /** The kind of classifier that it makes, as in a report's heading. */
  readonly classifier: string;
  /** How much the loss grows with the variance of random scores, near 0. */
  readonly growth: number;
  readonly definition: Definition;
  /** A bound on the eigenvalues of ∂²l/∂s²; null if the loss has corners instead of a curvature. */
  readonly curvature: (K: number) => number | null;
  /** The loss of a sample whose K scores are all 0: of guessing. */
  readonly atZeroScores: (K: number) => number;
}
