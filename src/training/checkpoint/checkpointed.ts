import { assertInteger, assertKnownKeys, assertText } from '../../errors';
import { hasBegun, type Job } from '../job';
import type { TrainingEvent } from '../runs';
import { writeCheckpoint } from './checkpoint-file';
import { snapshotOf } from './snapshot';

/** Runs a job, with an event `checkpoint` after so many mini-batches. */
type Run = (checkpointEvery: number) => AsyncGenerator<TrainingEvent, void, void>;

/** Where and how often a training is kept. */
export interface CheckpointPlan {
  readonly file: string;
  /** The number of mini-batches from one checkpoint to the next. By default an epoch's. */
  readonly every?: number | undefined;
}

/** Throws unless the plan is valid; whether the file can be written shows at the first checkpoint. */
function assertPlan(plan: CheckpointPlan): void {
  assertKnownKeys('checkpoint', plan, ['file', 'every']);
  assertText('checkpoint.file', plan.file);
  if (plan.every !== undefined) assertInteger('checkpoint.every', plan.every, 1);
}

/**
 * Runs a training and keeps it in a file: now and then, and when it ends, is stopped, or
 * the loop over its events is left.
 *
 * @throws what `run` throws; TypeError or RangeError naming the invalid part of the plan; OnelayerError
 *         NOT_WRITABLE
 */
export async function* withCheckpoints(
  job: Job,
  plan: CheckpointPlan,
  run: Run,
): AsyncGenerator<TrainingEvent, void, void> {
  assertPlan(plan);
  const { file, every = job.sampler.stepsPerEpoch } = plan;
  let written = '';
  let hasFailed = false;
  const write = async (): Promise<void> => {
    const now = JSON.stringify(job.progress);
    if (now === written) return;
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
    if (!hasFailed && hasBegun(job)) await write();
  }
}
