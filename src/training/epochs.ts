import { miniBatches, type StandardisedSet } from '../data';
import type { Tally } from '../model';
import { Breather } from '../pacing';
import type { EpochRecord } from './run-record';
import type { TrainingSettings } from './settings';

/** Samples that are evaluated between two breaths of the event loop. */
const EVALUATION_SLICE = 512;

/** A run in training. */
export interface Trainee {
  readonly settings: TrainingSettings;
  readonly training: StandardisedSet;
  readonly validation: StandardisedSet;
  /** The order of the samples in the next epoch. */
  nextOrder(): Uint32Array;
  newTally(): Tally;
  /** What came of an epoch, but for its number and time. */
  figures(train: Tally, validation: Tally): Omit<EpochRecord, 'epoch' | 'seconds'>;
}

/** What is trained epoch by epoch: a run, or several that see the same mini-batches. */
export interface Learner {
  readonly trainers: readonly Trainee[];
  /** A step of gradient descent of each run on one mini-batch. */
  step(batch: Uint32Array): void;
  /** Adds each run's answers to its tally. */
  answers(tallies: readonly Tally[], data: StandardisedSet, numbers: Uint32Array): void;
}

/**
 * Trains, and hands out what came of each epoch, for each run.
 *
 * The event loop turns every few hundredths of a second meanwhile. Throws the signal's reason soon
 * after it is aborted.
 */
export async function* trainEpochs(
  learner: Learner,
  signal?: AbortSignal,
): AsyncGenerator<EpochRecord[], void, void> {
  const breather = new Breather(signal);
  const { trainers } = learner;
  const { training, validation, settings } = trainers[0];
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    const start = performance.now();
    await trainOneEpoch(learner, breather);
    const trained = performance.now();
    const trainTallies = trainers.map((trainer) => trainer.newTally());
    await answerAll(learner, trainTallies, training, breather);
    const validationTallies = trainers.map((trainer) => trainer.newTally());
    await answerAll(learner, validationTallies, validation, breather);
    const evaluated = performance.now();

    const seconds = {
      training: (trained - start) / 1000 / trainers.length,
      evaluation: (evaluated - trained) / 1000 / trainers.length,
    };
    yield trainers.map((trainer, run) => ({
      epoch,
      ...trainer.figures(trainTallies[run], validationTallies[run]),
      seconds,
    }));
  }
}

async function trainOneEpoch(learner: Learner, breather: Breather): Promise<void> {
  const { trainers } = learner;
  // Each run draws from its own generator; runs that are trained together all draw the same.
  const [order] = trainers.map((trainer) => trainer.nextOrder());
  for (const batch of miniBatches(order, trainers[0].settings.batchSize)) {
    learner.step(batch);
    await breather.breathe();
  }
}

/** Adds the answers to all samples of a set to the tallies. */
export async function answerAll(
  learner: Pick<Learner, 'answers'>,
  tallies: readonly Tally[],
  data: StandardisedSet,
  breather: Breather,
): Promise<void> {
  for (const numbers of miniBatches(data.inOrder, EVALUATION_SLICE)) {
    learner.answers(tallies, data, numbers);
    await breather.breathe();
  }
}
