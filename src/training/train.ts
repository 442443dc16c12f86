import type { Backend } from '../backend';
import type { DataSet } from '../data';
import type { Predictions } from '../model';
import type { EpochRecord, RunRecord } from './run-record';
import type { TrainingSettings } from './settings';
import { Trainer, type TrainingData } from './trainer';

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
  const start = performance.now();
  const trainer = new Trainer(backend, data, settings);
  const history: EpochRecord[] = [];
  let predictions: Predictions | null = null;
  try {
    for await (const epoch of trainer.epochs(signal)) {
      history.push(epoch);
      onEpoch?.(epoch);
    }
    predictions = await trainer.predict(data.test, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  const seconds = (performance.now() - start) / 1000;
  const test = predictions && trainer.evaluation(predictions);
  return { record: { ...settings, history, test, seconds }, trainer, predictions };
}
