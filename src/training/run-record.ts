import type { Evaluation, Outputs } from '../model';
import type { TrainingSettings } from './settings';

/** What came of one epoch. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** On the training set, after the epoch. */
  readonly train: Evaluation;
  readonly validation: Evaluation;
  /** What the model answers on the training set, after the epoch. */
  readonly outputs: Outputs;
  /** η ‖dW‖ / ‖W‖ of the epoch's last step. */
  readonly updateRatio: number;
  /** Wall-clock time; of runs that were trained together, an equal share. */
  readonly seconds: { readonly training: number; readonly evaluation: number };
}

/** What came of one run. */
export interface RunRecord extends TrainingSettings {
  /** The epochs that were finished. */
  readonly history: readonly EpochRecord[];
  /** After the last epoch; null if the run was interrupted before it. */
  readonly test: Evaluation | null;
  /** Wall-clock time of the whole run; of runs that were trained together, an equal share. */
  readonly seconds: number;
}
