import type { Backend } from '../../src/backend';
import type { DataSet } from '../../src/data';
import type { FittedModel, Parameters, RecordedPredictions } from '../../src/model';
import {
  fittedRuns,
  predict,
  prepareJob,
  run,
  withCheckpoints,
  withValidation,
  type CheckpointPlan,
  type Ending,
  type EpochRecord,
  type Job,
  type RunRecord,
  type Snapshot,
  type TrainingData,
  type TrainingSettings,
} from '../../src/training';

import { WeightRecorder, type WeightSnapshot } from '../../src/report';

/** Data of a run that is evaluated on a test set. */
export interface RunData extends TrainingData {
  readonly test: DataSet;
}

/** Options of a training. */
export interface TrainingOptions {
  readonly onEpoch?: (epochs: readonly EpochRecord[]) => void;
  readonly signal?: AbortSignal;
  readonly checkpoint?: CheckpointPlan;
  readonly resume?: Snapshot;
}

/** A run that has ended. */
export interface TrainedRun {
  readonly record: RunRecord;
  readonly job: Job;
  readonly model: FittedModel;
  readonly parameters: Parameters;
  /** Null if the run was stopped. */
  readonly predictions: RecordedPredictions | null;
  /** The weights at some epochs. */
  readonly snapshots: readonly WeightSnapshot[];
}

/** Trains a run to its end, and evaluates it on the test set, if there is one. */
export async function trainRun(
  backend: Backend,
  data: RunData,
  settings: TrainingSettings,
  {
    onEpoch,
    ...others
  }: Omit<TrainingOptions, 'onEpoch'> & {
    readonly onEpoch?: (epoch: EpochRecord) => void;
  } = {},
): Promise<TrainedRun> {
  const all = { onEpoch: ([epoch]: readonly EpochRecord[]) => onEpoch?.(epoch), ...others };
  const [trained] = await trainTogether(backend, data, [settings], all);
  return trained;
}

/** Trains runs together, as the command does. */
export async function trainTogether(
  backend: Backend,
  data: RunData,
  settings: readonly TrainingSettings[],
  { onEpoch, signal, checkpoint, resume }: TrainingOptions = {},
): Promise<TrainedRun[]> {
  const start = performance.now();
  const job = await prepareJob(backend, data, settings, { resume, signal });
  const events = checkpoint
    ? withCheckpoints(job, checkpoint, (checkpointEvery) => run(job, { signal, checkpointEvery }))
    : run(job, { signal });
  const recorder = new WeightRecorder(job);
  let ending: Ending = 'stopped';
  for await (const event of events) {
    if (event.kind === 'epoch') {
      recorder.see();
      onEpoch?.(event.records.map(withValidation));
    }
    if (event.kind === 'ended') ending = event.ending;
  }
  const fitted = await fittedRuns(job, ending);
  fitted.forEach(({ model }, i) => job.parameters.members[i].assign(model.parameters.values));
  const predictions = ending === 'stopped' ? null : await predict(job, data.test, signal);
  const seconds = (performance.now() - start) / 1000 / settings.length;
  return fitted.map(({ model, bestEpoch }, i) => {
    const own = predictions?.[i] ?? null;
    const record = {
      ...settings[i],
      history: job.runs[i].history.map(withValidation),
      ...(settings[i].earlyStopping ? { bestEpoch } : {}),
      test: own && job.objective.evaluation(own, job.parameters, i),
      seconds,
    };
    const parameters = job.parameters.members[i];
    return { record, job, model, parameters, predictions: own, snapshots: recorder.of(i) };
  });
}
