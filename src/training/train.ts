import type { Backend } from '../backend';
import type { DataSet } from '../data';
import type { Predictions } from '../model';
import { Cohort } from './cohort';
import type { EpochRecord, RunRecord } from './run-record';
import type { TrainingSettings } from './settings';
import type { Trainer, TrainingData } from './trainer';

/** What a whole run needs: the test set is touched once, after the last epoch. */
export interface RunData extends TrainingData {
  readonly test: DataSet;
}

/** Who follows a run while it goes on. */
export interface RunListeners {
  readonly onEpoch?: (epoch: EpochRecord) => void;
  /** Stops the run soon after it is aborted; what was finished is returned. */
  readonly signal?: AbortSignal;
}

/** Who follows runs that are trained together; an epoch has a record of each run. */
export interface CohortListeners {
  readonly onEpoch?: (epochs: readonly EpochRecord[]) => void;
  readonly signal?: AbortSignal;
}

/** A run's record, and the trainer that holds what was learnt. */
export interface TrainedRun {
  readonly record: RunRecord;
  readonly trainer: Trainer;
  /** Its answers to the test set; null if the run was interrupted before. */
  readonly predictions: Predictions | null;
}

/** Trains with one setting to the end and evaluates on the test set. */
export async function train(
  backend: Backend,
  data: RunData,
  settings: TrainingSettings,
  { onEpoch, signal }: RunListeners = {},
): Promise<TrainedRun> {
  const [run] = await trainTogether(backend, data, [settings], {
    onEpoch: ([epoch]) => onEpoch?.(epoch),
    signal,
  });
  return run;
}

/**
 * Trains with several settings in step and evaluates each on the test set. The settings may differ
 * in λ and η alone: then all see the same mini-batches, and each comes out as it would alone.
 */
export async function trainTogether(
  backend: Backend,
  data: RunData,
  settings: readonly TrainingSettings[],
  { onEpoch, signal }: CohortListeners = {},
): Promise<TrainedRun[]> {
  const start = performance.now();
  const cohort = new Cohort(backend, data, settings);
  const epochs: EpochRecord[][] = [];
  let answers: Predictions[] | null = null;
  try {
    for await (const records of cohort.epochs(signal)) {
      epochs.push(records);
      onEpoch?.(records);
    }
    answers = await cohort.predict(data.test, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  const seconds = (performance.now() - start) / 1000 / settings.length;
  return cohort.trainers.map((trainer, run) => {
    const history = epochs.map((records) => records[run]);
    const predictions = answers?.[run] ?? null;
    const test = predictions && trainer.evaluation(predictions);
    return { record: { ...settings[run], history, test, seconds }, trainer, predictions };
  });
}
