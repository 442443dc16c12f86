import type { Loss as FusedLoss } from '../../../binding';
import type { Link } from './link';
import type { Definition } from './definition';
import type { LossKernels } from './loss-kernels';

/** A loss: its kernels, and all its properties that other code depends on. */
export interface LossFunction extends LossKernels {
  /** The name in options, files and messages. */
  readonly name: string;
  /** The name in fused passes; absent if only composed passes have the loss. */
  readonly fused?: FusedLoss;
  /** The map from scores to probabilities. */
  readonly link: Link;
  /** True if the loss has targets T, which label smoothing changes. */
  readonly hasTargets: boolean;
  /** True if the loss is a function of the probabilities, so that a fitted temperature changes it. */
  readonly isTempered: boolean;
  /** True if the doctor can compute the largest stable η from the features' second moments. */
  readonly hasRateLimit: boolean;
  /** The unit, for axes; null if it has none. */
  readonly unit: string | null;
  /** The kind of classifier, for a report's heading. */
  readonly classifier: string;
  /** The derivative of the mean loss by the variance of random scores, at 0. */
  readonly growth: number;
  readonly definition: Definition;
  /** A bound on the eigenvalues of ∂²l/∂s²; null if the loss is piecewise linear. */
  readonly curvature: (K: number) => number | null;
  /** The loss of guessing: of a sample whose K scores are all 0. */
  readonly atZeroScores: (K: number) => number;
}
