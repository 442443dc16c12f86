import type { Backend, Plan } from '../../backend';
import {
  joinRuns,
  prepareJob,
  run,
  withCheckpoints,
  type AnyTrainingData,
  type Ending,
  type EvaluatedSet,
  type Job,
  wholeSettings,
  withValidation,
  type SnapshotRun,
  type TrainingEvent,
  type TrainingSettings,
} from '../../training';
import type { Place, ScoreLine } from '../journal/form';

/** Trials to train as one job, up to an epoch. */
export interface Unit {
  readonly backend: Backend;
  readonly data: AnyTrainingData;
  /** Of each trial. */
  readonly settings: readonly Partial<TrainingSettings>[];
  /** By dtype. */
  readonly plans: Readonly<Record<string, Plan>>;
  /** The states to go on from, of each trial; empty to begin. */
  readonly kept: readonly SnapshotRun[];
  /** The epoch to train to. */
  readonly until: number;
  /** The file for checkpoints, if any. */
  readonly file: string | undefined;
  /** The seconds between checkpoints, at least. */
  readonly checkpointSeconds: number;
  readonly signal: AbortSignal | undefined;
}

export interface TrainedUnit {
  readonly job: Job;
  readonly ending: Ending;
  /** Wall-clock time of each trial. */
  readonly seconds: number;
}

/** The number of steps after which it is looked whether a checkpoint is due. */
const LOOK_EVERY = 50;

/**
 * Trains a unit, and yields the epochs that are done, with a fraction of the present one. Only the
 * validation set is evaluated: after the last epoch, or with early stopping after each.
 *
 * @throws as `prepareJob` and `run`; the signal's reason
 */
export async function* trainUnit(unit: Unit): AsyncGenerator<number, TrainedUnit, void> {
  const { backend, data, settings, plans, kept, until, file, checkpointSeconds, signal } = unit;
  const start = performance.now();
  const plan = plans[wholeSettings(settings[0]).dtype];
  const resume = kept.length === 0 ? undefined : joinRuns(kept);
  const job = await prepareJob(backend, data, settings, { resume, plan, signal });
  const { progress, sampler } = job;
  let ending: Ending = 'finished';
  const isAtEnd = (): boolean => progress.epoch >= until && until < job.settings[0].epochs;
  const begin = (checkpointEvery?: number) =>
    run(job, { signal, checkpointEvery, evaluated: evaluatedIn(job, until) });
  const events =
    file === undefined ? begin() : withCheckpointsAfter(checkpointSeconds, job, file, begin);
  if (!isAtEnd()) {
    for await (const event of events) {
      if (event.kind === 'ended') ({ ending } = event);
      yield progress.epoch + progress.step / sampler.stepsPerEpoch;
      if (event.kind === 'epoch' && isAtEnd()) break;
    }
  }
  if (ending === 'stopped') signal?.throwIfAborted();
  const seconds = (performance.now() - start) / 1000 / settings.length;
  return { job, ending, seconds };
}

/** Makes the journal's line of each trial of a unit; the loss of one that diverged is not a number. */
export function scoreLines(
  { job, seconds }: TrainedUnit,
  numbers: readonly number[],
  place: Omit<Place, 'trial'>,
): ScoreLine[] {
  return job.runs.map(({ history, best }, run) => {
    const isStoppable = job.settings[run].earlyStopping !== null;
    const record = isStoppable && best ? history[best.epoch - 1] : history[history.length - 1];
    const { loss, accuracy } = withValidation(record).validation;
    const isBest = isStoppable && best !== null;
    const kept = isBest ? best.parameters : job.parameters.members[run].flat();
    const certificate = isBest ? null : job.solver.standing?.(run).certificate;
    const isSound = kept.every(Number.isFinite);
    return {
      trial: numbers[run],
      ...place,
      epochs: history.length,
      kept: record.epoch,
      loss: isSound ? loss : NaN,
      accuracy,
      gap: certificate?.gap ?? null,
      seconds,
    };
  });
}

function evaluatedIn({ settings }: Job, until: number): (epoch: number) => readonly EvaluatedSet[] {
  const canEndEarly = settings.some(({ earlyStopping }) => earlyStopping !== null);
  return (epoch) => (canEndEarly || epoch === until ? ['validation'] : []);
}

/** Saves checkpoints after so many seconds, and at the end. */
function withCheckpointsAfter(
  seconds: number,
  job: Job,
  file: string,
  begin: (every: number) => AsyncGenerator<TrainingEvent, void, void>,
): AsyncGenerator<TrainingEvent, void, void> {
  const every = Math.min(LOOK_EVERY, job.sampler.stepsPerEpoch);
  return withCheckpoints(job, { file, every }, async function* (steps) {
    let last = performance.now();
    for await (const event of begin(steps)) {
      if (event.kind === 'checkpoint') {
        if (performance.now() - last < 1000 * seconds) continue;
        last = performance.now();
      }
      yield event;
    }
  });
}
