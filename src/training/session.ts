import type { Backend, Plan } from '../backend';
import type { DataSet } from '../data';
import { assertInteger } from '../errors';
import type { Predictions } from '../model';
import { Breather } from '../pacing';
import {
  arithmeticOf,
  assertConsistent,
  assertFits,
  assertSameTraining,
  assertSnapshot,
  identifyingData,
  restoreRun,
  snapshotOf,
  type Identity,
  type Snapshot,
} from './checkpoint';
import { Cohort } from './cohort';
import { trainEpochs, type Attendance, type Progress } from './epochs';
import { drawingInitial } from './initial';
import { preparing, type AnyTrainingData } from './prepare';
import type { AnyEpochRecord } from './run-record';
import type { TrainingSettings } from './settings';
import type { Trainer } from './trainer';

/** A training that can be stopped between any two steps, kept, and gone on with, to the bit. */
export class TrainingSession {
  readonly progress: Progress;

  private constructor(
    readonly backend: Backend,
    private readonly data: AnyTrainingData,
    private readonly cohort: Cohort,
    private readonly resumed: Snapshot | null,
  ) {
    this.progress = { ...(resumed?.progress ?? { epoch: 0, step: 0 }) };
  }

  /**
   * Prepares a training, without holding the event loop.
   *
   * @param settings  of the runs that are trained in step
   * @param resume    where to go on; from the start unless given
   * @throws TypeError or RangeError for settings or data that are no good, or a `resume` that is no
   *         snapshot; OnelayerError CHECKPOINT_MISMATCH if it is of another training, FILE_INVALID if
   *         its parts don't agree; the signal's reason
   */
  static async begin(
    backend: Backend,
    data: AnyTrainingData,
    settings: readonly TrainingSettings[],
    { resume, signal }: { readonly resume?: Snapshot; readonly signal?: AbortSignal } = {},
  ): Promise<TrainingSession> {
    signal?.throwIfAborted();
    assertInteger('settings.length', settings.length, 1);
    if (resume !== undefined) {
      await assertSnapshot('resume', resume);
      assertConsistent('resume', resume);
    }
    const breather = new Breather(signal);
    for (const own of settings) await breather.through(preparing(backend, data, own));
    const plan = resume && planOf(backend, data, settings, resume);
    // Runs that are trained in step have one seed: they begin with the same weights.
    const initial = await breather.through(drawingInitial(data.training, settings[0]));
    await breather.rest();
    const cohort = new Cohort(backend, data, settings, { plan, initial });
    await breather.rest();
    const session = new TrainingSession(backend, data, cohort, resume ?? null);
    if (resume !== undefined) {
      assertSameTraining(resume.identity, await session.identity(signal));
      assertFits('resume', resume, cohort.trainers[0]);
      cohort.trainers.forEach((trainer, run) => restoreRun(trainer, resume.runs[run]));
    }
    return session;
  }

  get trainers(): readonly Trainer[] {
    return this.cohort.trainers;
  }

  /** How samples pass through the models. */
  get plan(): Plan {
    return this.cohort.plan;
  }

  /** Whether a step has been made. */
  get hasBegun(): boolean {
    return this.progress.epoch > 0 || this.progress.step > 0;
  }

  /** Whether it goes on from a snapshot. */
  get isResumed(): boolean {
    return this.resumed !== null;
  }

  /** Trains, and hands out what came of each epoch, for each run: see `trainEpochs`. */
  epochs(attendance: Omit<Attendance, 'progress'>): AsyncGenerator<AnyEpochRecord[], void, void> {
    return trainEpochs(this.cohort, { ...attendance, progress: this.progress });
  }

  /** What each run's model as it is now answers to other data. */
  predict(set: DataSet, signal?: AbortSignal): Promise<Predictions[]> {
    return this.cohort.predict(set, signal);
  }

  /** What the training is at this moment; a copy. */
  async snapshot(): Promise<Snapshot> {
    const { classes, features } = this.trainers[0].classifier.parameters;
    const { progress } = this;
    const runs = this.trainers.map((trainer) => snapshotOf(trainer, progress));
    const now = { progress: { ...progress }, shape: { classes, features }, runs };
    return { identity: await this.identity(), ...now };
  }

  /** What decides every bit of it: settings, data and arithmetic. */
  async identity(signal?: AbortSignal): Promise<Identity> {
    const data = await new Breather(signal).through(identifyingData(this.data));
    const { product, tileRows } = this.plan;
    return {
      settings: this.trainers.map(({ settings }) => settings),
      data,
      arithmetic: arithmeticOf(this.backend, this.plan),
      plan: { product, tileRows },
    };
  }
}

/** No training has tiles of more rows unless that is asked for: no file can have them allocated. */
const MOST_TILE_ROWS = 2 ** 16;

/**
 * The plan of a snapshot, which goes on in it unless another was asked for; that it doesn't fit the
 * backend is found when the two trainings are compared.
 */
function planOf(
  backend: Backend,
  { training }: AnyTrainingData,
  [{ precision }]: readonly TrainingSettings[],
  { identity }: Snapshot,
): Plan {
  const { classes, features } = training;
  const now = backend.planFor({ classes: classes.length, features, precision });
  const isForeign = (now.product === 'gemm') !== (identity.plan.product === 'gemm');
  const isHuge = identity.plan.tileRows > MOST_TILE_ROWS;
  if (now.reason === 'asked for' || isForeign || isHuge) return now;
  return { ...identity.plan, reason: 'as in the checkpoint' };
}
