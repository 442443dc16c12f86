import type { Evaluation, Outputs } from '../model';
import type { TrainingSettings } from './settings';

/**
 * What came of one epoch.
 *
 * @typeParam Validation  null where there is no validation set
 */
export interface EpochRecord<Validation extends Evaluation | null = Evaluation> {
  /** From 1. */
  readonly epoch: number;
  /** On the training set, after the epoch. */
  readonly train: Evaluation;
  readonly validation: Validation;
  /** What the model answers on the training set, after the epoch. */
  readonly outputs: Outputs;
  /** η ‖dW‖ / ‖W‖ of the epoch's last step. */
  readonly updateRatio: number;
  /** Wall-clock time; of runs that were trained together, an equal share. */
  readonly seconds: { readonly training: number; readonly evaluation: number };
}

/** An epoch of a training that may be without a validation set. */
export type AnyEpochRecord = EpochRecord<Evaluation | null>;

/** An epoch of a training that has a validation set. */
export function withValidation({ validation, ...record }: AnyEpochRecord): EpochRecord {
  if (validation === null) throw new Error('an epoch without a validation set');
  return { ...record, validation };
}

/** What came of one run. */
export interface RunRecord extends TrainingSettings {
  /** The epochs that were finished. */
  readonly history: readonly EpochRecord[];
  /** The epoch whose parameters were kept; null where it was the last. */
  readonly bestEpoch?: number | null;
  /** After the last epoch; null if the run was interrupted before it. */
  readonly test: Evaluation | null;
  /** Wall-clock time of the whole run; of runs that were trained together, an equal share. */
  readonly seconds: number;
}
