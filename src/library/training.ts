import { inspect } from 'node:util';
import {
  prepareJob,
  readCheckpoint,
  run,
  withCheckpoints,
  type AnyEpochRecord,
  type Ending,
  type Job,
} from '../training';
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
export class Training<Result> implements AsyncIterable<AnyEpochRecord>, PromiseLike<Result> {
  private readonly epochs: AsyncGenerator<AnyEpochRecord, void, void>;
  private readonly outcome: Promise<Result>;
  private resolve!: (result: Result) => void;
  private reject!: (reason: unknown) => void;
  private isIterated = false;

  /** @internal */
  constructor(
    private readonly input: TrainingInput,
    private readonly options: TrainOptions,
    private readonly conclude: (job: Job, ending: Ending) => Promise<Result>,
  ) {
    assertTrainOptions(options);
    this.outcome = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // A caller that iterates gets the error from its loop, so nobody may be awaiting the promise.
    this.outcome.catch(() => undefined);
    this.epochs = this.run();
  }

  /** Yields the record of each epoch when it is finished. */
  [Symbol.asyncIterator](): AsyncGenerator<AnyEpochRecord, void, void> {
    this.isIterated = true;
    return this.epochs;
  }

  /** Awaits the result. Runs the training to its end unless it is being iterated over. */
  then<Fulfilled = Result, Rejected = never>(
    onFulfilled?: ((result: Result) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    if (!this.isIterated) void this.drain();
    return this.outcome.then(onFulfilled, onRejected);
  }

  /** Hides what it consists of from `console.log`. @internal */
  [inspect.custom](): string {
    return 'Training { iterate over its epochs, or await its result }';
  }

  private async drain(): Promise<void> {
    this.isIterated = true;
    try {
      // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only the result matters
      for await (const _ of this.epochs);
    } catch {
      // It has already rejected the promise.
    }
  }

  private async *run(): AsyncGenerator<AnyEpochRecord, void, void> {
    try {
      const { signal, checkpoint: file, every } = this.options;
      const job = await this.prepare();
      const runWith = (checkpointEvery?: number) => run(job, { signal, checkpointEvery });
      const events =
        file === undefined ? runWith() : withCheckpoints(job, { file, every }, runWith);
      let ending: Ending | 'failed' = 'stopped';
      try {
        for await (const event of events) {
          if (event.kind === 'epoch') yield event.records[0];
          if (event.kind === 'ended') ending = event.ending;
        }
      } catch (error) {
        ending = 'failed';
        throw error;
      } finally {
        // Also runs when the caller leaves the loop over the epochs.
        if (ending !== 'failed') this.resolve(await this.conclude(job, ending));
      }
    } catch (error) {
      this.reject(error);
      throw error;
    }
  }

  private async prepare(): Promise<Job> {
    const { input, options } = this;
    const { resume: from, signal } = options;
    const resume = typeof from === 'string' ? await readCheckpoint(from) : from;
    const data = trainingDataOf(input);
    return prepareJob(backendOf(options), data, [settingsOf(options)], { resume, signal });
  }
}
