import type { DescentProgress, PathProgress } from '../../search';
import type { TrainingSettings } from '../../training';

/**
 * How the classifier is trained, and which λ are tried.
 *
 * @category Fit
 */
export interface FitPlan {
  /** `lbfgs` for certified optima along a path of λ, `mini-batch` for gradient descent. */
  readonly solver: 'lbfgs' | 'mini-batch';
  /** The settings beside λ that are given, or differ from other trainings' defaults. */
  readonly settings: Partial<TrainingSettings>;
  /** From large to small; those that may be tried where they end as soon as smaller ones don't help. */
  readonly lambdas: readonly number[];
}

/**
 * How far a fit is: along the certified path of λ, or by mini-batches.
 *
 * @category Fit
 */
export type FitProgress = PathProgress | DescentProgress;
