import { miniBatches, type StandardisedSet } from '../data';
import type { Tally } from '../model';
import { Breather, type Steps } from '../pacing';
import type { RunCourse } from './run-course';
import type { AnyEpochRecord } from './run-record';
import type { Place } from './schedule';
import type { WholeSettings } from './settings';

/** Samples that are evaluated between two breaths of the event loop. */
const EVALUATION_SLICE = 512;

/** A run in training. */
export interface Trainee {
  readonly settings: WholeSettings;
  readonly training: StandardisedSet;
  readonly validation: StandardisedSet | null;
  /** The numbers of the training samples that the learning curves are of. */
  readonly trainingNumbers: Uint32Array;
  readonly course: RunCourse;
  /** The order of the samples in the next epoch, or again in the one that was begun. */
  nextOrder(isBegun: boolean): Uint32Array;
  newTally(): Tally;
  /** What came of an epoch, but for its number and time. */
  figures(train: Tally, validation: Tally | null): Omit<AnyEpochRecord, 'epoch' | 'seconds'>;
}

/** What is trained epoch by epoch: a run, or several that see the same mini-batches. */
export interface Learner {
  readonly trainers: readonly Trainee[];
  /** What is to be done before the first step, in steps. */
  preparing(): Steps<void>;
  /** A step of gradient descent of each run on one mini-batch. */
  step(batch: Uint32Array, place: Place): void;
  /** Adds each run's answers to its tally. */
  answers(tallies: readonly Tally[], data: StandardisedSet, numbers: Uint32Array): void;
}

/** How far a training is. */
export interface Progress {
  /** The number of finished epochs. */
  epoch: number;
  /** The number of mini-batches of the next epoch that are done. */
  step: number;
}

/** What goes on beside a training. */
export interface Attendance {
  /** Where it begins, and how far it has come. */
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Is told of each step but an epoch's last, and of each epoch; waited for. */
  readonly onProgress?: () => Promise<void>;
}

/**
 * Trains, and hands out what came of each epoch, for each run; ends when all runs have.
 *
 * The event loop turns every few hundredths of a second meanwhile. Throws the signal's reason soon
 * after it is aborted.
 */
export async function* trainEpochs(
  learner: Learner,
  { progress = { epoch: 0, step: 0 }, signal, onProgress }: Attendance = {},
): AsyncGenerator<AnyEpochRecord[], void, void> {
  const breather = new Breather(signal);
  const { trainers } = learner;
  const { epochs } = trainers[0].settings;
  await breather.through(learner.preparing());
  while (progress.epoch < epochs && !trainers.every(({ course }) => course.hasEnded)) {
    signal?.throwIfAborted();
    const start = performance.now();
    await trainOneEpoch(learner, progress, breather, onProgress);
    const trained = performance.now();
    const figures = await evaluateEpoch(learner, breather);
    const evaluated = performance.now();

    const seconds = {
      training: (trained - start) / 1000 / trainers.length,
      evaluation: (evaluated - trained) / 1000 / trainers.length,
    };
    progress.epoch++;
    progress.step = 0;
    const records = figures.map((own) => ({ epoch: progress.epoch, ...own, seconds }));
    records.forEach((record, run) => trainers[run].course.follow(record));
    await onProgress?.();
    yield records;
  }
}

async function trainOneEpoch(
  learner: Learner,
  progress: Progress,
  breather: Breather,
  onProgress?: () => Promise<void>,
): Promise<void> {
  const { trainers } = learner;
  const { batchSize, epochs } = trainers[0].settings;
  // Each run draws from its own generator; runs that are trained together all draw the same.
  const [order] = trainers.map((trainer) => trainer.nextOrder(progress.step > 0));
  const stepsPerEpoch = Math.ceil(order.length / batchSize);
  for (const batch of miniBatches(order, batchSize, progress.step)) {
    const step = progress.epoch * stepsPerEpoch + progress.step;
    learner.step(batch, { step, stepsPerEpoch, epochs });
    progress.step++;
    if (progress.step < stepsPerEpoch) await onProgress?.();
    await breather.breathe();
  }
}

async function evaluateEpoch(learner: Learner, breather: Breather) {
  const { trainers } = learner;
  const { training, trainingNumbers, validation } = trainers[0];
  const trainTallies = trainers.map((trainer) => trainer.newTally());
  await answerAll(learner, trainTallies, training, trainingNumbers, breather);
  const validationTallies = trainers.map((trainer) => trainer.newTally());
  if (validation !== null) {
    await answerAll(learner, validationTallies, validation, validation.inOrder, breather);
  }
  return trainers.map((trainer, run) =>
    trainer.figures(trainTallies[run], validation && validationTallies[run]),
  );
}

/** Adds the answers to samples of a set to the tallies. */
export async function answerAll(
  learner: Pick<Learner, 'answers'>,
  tallies: readonly Tally[],
  data: StandardisedSet,
  numbers: Uint32Array,
  breather: Breather,
): Promise<void> {
  for (const slice of miniBatches(numbers, EVALUATION_SLICE)) {
    learner.answers(tallies, data, slice);
    await breather.breathe();
  }
}
