import { inspect } from 'node:util';
import { joinCluster, together, type Communicator } from '../cluster';
import {
  prepareJob,
  readCheckpoint,
  run,
  withCheckpoints,
  type AnyEpochRecord,
  type Ending,
  type Job,
} from '../training';
import { Course } from './course';
import {
  assertTrainOptions,
  backendOf,
  settingsOf,
  trainingDataOf,
  type TrainingInput,
  type TrainOptions,
} from './options';

/**
 * A training, as `train` returns it: iterate over its epochs, await its result, or do both. It
 * starts with either, and advances while epochs are requested; leaving the loop stops it.
 *
 * @typeParam Result  the result: {@link TrainingResult}
 * @category Training
 */
export class Training<Result> extends Course<AnyEpochRecord, Result> {
  /** @internal */
  constructor(
    input: TrainingInput,
    options: TrainOptions,
    conclude: (job: Job, ending: Ending) => Promise<Result>,
  ) {
    assertTrainOptions(options);
    super((resolve) => training(input, options, conclude, resolve));
  }

  /** Hides what it consists of from `console.log`. @internal */
  [inspect.custom](): string {
    return 'Training { iterate over its epochs, or await its result }';
  }
}

/** Trains, and yields the record of each epoch when it is finished. */
async function* training<Result>(
  input: TrainingInput,
  options: TrainOptions,
  conclude: (job: Job, ending: Ending) => Promise<Result>,
  resolve: (result: Result) => void,
): AsyncGenerator<AnyEpochRecord, void, void> {
  const { signal, checkpoint: file, every } = options;
  const all = await joinCluster(options);
  const job = await together(all, () => prepare(input, options, all));
  const runWith = (checkpointEvery?: number) => run(job, { signal, checkpointEvery });
  // The first process writes for all.
  const events =
    file === undefined || all.rank > 0 ? runWith() : withCheckpoints(job, { file, every }, runWith);
  let ending: Ending | 'failed' = 'stopped';
  let hasEnded = false;
  try {
    for await (const event of events) {
      if (event.kind === 'epoch') yield event.records[0];
      if (event.kind !== 'ended') continue;
      ending = event.ending;
      hasEnded = true;
    }
  } catch (error) {
    ending = 'failed';
    all.abandon(error);
    throw error;
  } finally {
    // Also runs when the caller leaves the loop over the epochs.
    if (ending !== 'failed') all.leave(!hasEnded);
    if (ending !== 'failed') resolve(await conclude(job, ending));
  }
}

async function prepare(
  input: TrainingInput,
  options: TrainOptions,
  all: Communicator,
): Promise<Job> {
  const { resume: from, signal } = options;
  const resume = typeof from === 'string' ? await readCheckpoint(from) : from;
  const data = trainingDataOf(input);
  return prepareJob(backendOf(options), data, [settingsOf(options)], { resume, all, signal });
}
