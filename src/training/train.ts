import type { Backend } from '../backend';
import type { DataSet } from '../data';
import type { Predictions } from '../model';
import { isAbortion } from '../pacing';
import type { Snapshot } from './checkpoint';
import { assertCheckpointPlan, CheckpointWriter, type CheckpointPlan } from './checkpoint-writer';
import { withValidation, type EpochRecord, type RunRecord } from './run-record';
import { TrainingSession } from './session';
import type { TrainingSettings } from './settings';
import type { Trainer, TrainingData } from './trainer';

/** What a whole run needs: the test set is touched once, after the last epoch. */
export interface RunData extends TrainingData {
  readonly test: DataSet;
}

/** What goes on beside runs that are trained together. */
export interface CohortListeners {
  /** Gets a record of each run after each epoch. */
  readonly onEpoch?: (epochs: readonly EpochRecord[]) => void;
  /** Stops the runs soon after it is aborted; what was finished is returned. */
  readonly signal?: AbortSignal;
  /** Where the runs are kept, now and then, and when they are stopped or finished. */
  readonly checkpoint?: CheckpointPlan;
  /** Where they go on. */
  readonly resume?: Snapshot;
}

/** Likewise, of a single run. */
export interface RunListeners extends Omit<CohortListeners, 'onEpoch'> {
  readonly onEpoch?: (epoch: EpochRecord) => void;
}

/** A run's record, and the trainer that holds what was learnt. */
export interface TrainedRun {
  readonly record: RunRecord;
  readonly trainer: Trainer;
  /** Its answers to the test set; null if the run was interrupted before. */
  readonly predictions: Predictions | null;
}

/** Trains with one setting to the end and evaluates on the test set. */
export async function trainRun(
  backend: Backend,
  data: RunData,
  settings: TrainingSettings,
  { onEpoch, ...others }: RunListeners = {},
): Promise<TrainedRun> {
  const [run] = await trainTogether(backend, data, [settings], {
    onEpoch: ([epoch]) => onEpoch?.(epoch),
    ...others,
  });
  return run;
}

/**
 * Trains with several settings in step and evaluates each on the test set. The settings may differ
 * in λ, η, its schedule and early stopping alone: then all see the same mini-batches, and each comes
 * out as it would alone.
 */
export async function trainTogether(
  backend: Backend,
  data: RunData,
  settings: readonly TrainingSettings[],
  { onEpoch, signal, checkpoint, resume }: CohortListeners = {},
): Promise<TrainedRun[]> {
  if (checkpoint !== undefined) assertCheckpointPlan('checkpoint', checkpoint);
  const start = performance.now();
  const session = await TrainingSession.begin(backend, data, settings, { resume, signal });
  const writer = checkpoint && new CheckpointWriter(session, checkpoint);
  const onProgress = writer && (() => writer.afterStep());
  let answers: Predictions[] | null = null;
  let isTrained = false;
  try {
    for await (const records of session.epochs({ signal, onProgress })) {
      onEpoch?.(records.map(withValidation));
    }
    isTrained = true;
    await writer?.finish();
    for (const { course, settings: own } of session.trainers) {
      if (own.earlyStopping !== null) course.restoreBest();
    }
    answers = await session.predict(data.test, signal);
  } catch (error) {
    if (!isAbortion(error, signal)) throw error;
    if (!isTrained) await writer?.write();
  }
  const seconds = (performance.now() - start) / 1000 / settings.length;
  return session.trainers.map((trainer, run) => {
    const { course } = trainer;
    const history = course.history.map(withValidation);
    const predictions = answers?.[run] ?? null;
    const test = predictions && trainer.evaluation(predictions);
    const bestEpoch = settings[run].earlyStopping ? { bestEpoch: course.best?.epoch ?? null } : {};
    const record = { ...settings[run], history, ...bestEpoch, test, seconds };
    return { record, trainer, predictions };
  });
}
