import type { Evaluation } from '../model';
import type { TrainingSettings } from './settings';

/** What came of one epoch. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** On the training set, after the epoch. */
  readonly train: Evaluation;
  readonly validation: Evaluation;
  /** Wall-clock time. */
  readonly seconds: { readonly training: number; readonly evaluation: number };
}

/** What came of one run. */
export interface RunRecord extends TrainingSettings {
  /** The epochs that were finished. */
  readonly history: readonly EpochRecord[];
  /** After the last epoch; null if the run was interrupted before it. */
  readonly test: Evaluation | null;
  /** Wall-clock time of the whole run. */
  readonly seconds: number;
}
