import type { Evaluation, Outputs } from '../model';
import type { TrainingSettings } from './settings';

/**
 * The metrics of one epoch.
 *
 * @typeParam Validation  null if there is no validation set
 * @category Training
 */
export interface EpochRecord<Validation extends Evaluation | null = Evaluation> {
  /** The epoch, from 1. */
  readonly epoch: number;
  /** The metrics on the training set, after the epoch. */
  readonly train: Evaluation;
  /** The metrics on the validation set, after the epoch. */
  readonly validation: Validation;
  /** What the model predicts on the training set, after the epoch. */
  readonly outputs: Outputs;
  /** How much the epoch's last step changed the weights: η ‖dW‖ / ‖W‖. */
  readonly updateRatio: number;
  /** Wall-clock time in seconds; an equal share, for runs that were trained together. */
  readonly seconds: { readonly training: number; readonly evaluation: number };
}

/**
 * The metrics of one epoch of a training that may have no validation set: `validation` is null then.
 *
 * @category Training
 */
export type AnyEpochRecord = EpochRecord<Evaluation | null>;

/** An epoch of a training that has a validation set. */
export function withValidation({ validation, ...record }: AnyEpochRecord): EpochRecord {
  if (validation === null) throw new Error('an epoch without a validation set');
  return { ...record, validation };
}

/** The settings and the history of one run. */
export interface RunRecord extends TrainingSettings {
  /** The finished epochs. */
  readonly history: readonly EpochRecord[];
  /** The epoch whose parameters were kept; null if that was the last. */
  readonly bestEpoch?: number | null;
  /** The metrics on the test set, after the last epoch; null if the run was interrupted before it. */
  readonly test: Evaluation | null;
  /** Wall-clock time of the run, in seconds; an equal share, for runs that were trained together. */
  readonly seconds: number;
}
