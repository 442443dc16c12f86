import { assertInteger, assertKnownKeys, assertText } from '../../errors';
import { hasBegun, type Job } from '../job';
import type { TrainingEvent } from '../runs';
import { writeCheckpoint } from './checkpoint-file';
import { snapshotOf } from './snapshot';

/** Runs a job that emits an event `checkpoint` every `checkpointEvery` mini-batches. */
type Run = (checkpointEvery: number) => AsyncGenerator<TrainingEvent, void, void>;

/** The file that a training is saved in, and how often. */
export interface CheckpointPlan {
  readonly file: string;
  /** The number of mini-batches between checkpoints. By default those of one epoch. */
  readonly every?: number | undefined;
}

/**
 * Runs a training and saves checkpoints: at the plan's interval, and when the training ends or is
 * stopped, or the caller leaves the loop over its events.
 *
 * @throws as `run`; TypeError or RangeError naming the invalid field; OnelayerError NOT_WRITABLE
 */
export async function* withCheckpoints(
  job: Job,
  plan: CheckpointPlan,
  run: Run,
): AsyncGenerator<TrainingEvent, void, void> {
  assertKnownKeys('checkpoint', plan, ['file', 'every']);
  const { file, every = job.sampler.stepsPerEpoch } = plan;
  assertText('checkpoint.file', file);
  assertInteger('checkpoint.every', every, 1);
  let written = '';
  let hasFailed = false;
  const write = async (): Promise<void> => {
    const now = JSON.stringify(job.progress);
    if (now === written || !hasBegun(job)) return;
    await writeCheckpoint(file, await snapshotOf(job));
    written = now;
  };
  try {
    for await (const event of run(every)) {
      if (event.kind === 'checkpoint') await write();
      yield event;
    }
  } catch (error) {
    hasFailed = true;
    throw error;
  } finally {
    if (!hasFailed) await write();
  }
}
