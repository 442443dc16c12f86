import type { Backend, Plan } from '../../backend';
import { ALONE, exchange, together, type Communicator } from '../../cluster';
import { TaskRunner } from '../../tasks';
import { identityOf } from '../identity';
import { preparingJob, type Job } from '../job';
import { assertTraining, type AnyTrainingData } from '../prepared-data';
import { wholeSettings, type TrainingSettings } from '../settings';
import { assertConsistent, assertFits } from './consistency';
import { assertSameJob } from './same-job';
import { assertSameTraining } from './same-training';
import { restore, type Snapshot } from './snapshot';
import { assertSnapshot } from './state';

export interface PreparationOptions {
  /** The state to resume from. By default the training starts afresh. */
  readonly resume?: Snapshot | undefined;
  /** The execution plan. By default the snapshot's, or the best for this shape on the backend. */
  readonly plan?: Plan | undefined;
  /** The processes that share the rows. By default this one has them. */
  readonly all?: Communicator | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Prepares a training, from the start or from a snapshot, without blocking the event loop.
 *
 * @param settings  of the runs that are trained together
 * @throws TypeError or RangeError naming the invalid setting, field of the data, or `resume`;
 *         OnelayerError CHECKPOINT_MISMATCH if the snapshot is of another training, FILE_INVALID if
 *         its parts disagree, CLUSTER_FAILED if another process trains something else; the signal's
 *         reason
 */
export async function prepareJob(
  backend: Backend,
  data: AnyTrainingData,
  settings: readonly Partial<TrainingSettings>[],
  options: PreparationOptions = {},
): Promise<Job> {
  const { all = ALONE } = options;
  return together(all, () => preparing(backend, data, settings, options));
}

async function preparing(
  backend: Backend,
  data: AnyTrainingData,
  settings: readonly Partial<TrainingSettings>[],
  { all = ALONE, resume, plan: planned, signal }: PreparationOptions,
): Promise<Job> {
  signal?.throwIfAborted();
  if (resume !== undefined) {
    assertSnapshot('resume', resume);
    assertConsistent('resume', resume);
  }
  const runner = new TaskRunner(signal);
  const own = planned ?? (resume && planOf(backend, data, settings, resume));
  const plan = all.size === 1 ? own : await sharedPlan(all, backend, data, settings, own);
  const job = await runner.run(preparingJob(backend, data, settings, plan, all));
  await runner.pause();
  if (resume !== undefined) {
    assertSameTraining(resume.identity, await identityOf(job, signal));
    assertFits('resume', resume, job);
    restore('resume', job, resume);
  }
  if (all.size > 1) await assertSameJob(job, signal);
  return job;
}

/** The plan of the first process, for all: each would measure another, and sum up to other bits. */
async function sharedPlan(
  all: Communicator,
  backend: Backend,
  data: AnyTrainingData,
  settings: readonly Partial<TrainingSettings>[],
  given: Plan | undefined,
): Promise<Plan> {
  assertTraining(data, settings);
  const { classes, features } = data.training;
  const { dtype } = wholeSettings(settings[0]);
  const own = given ?? backend.planFor({ classes: classes.length, features, dtype });
  const plans = await exchange(all, own);
  // Of another backend, the difference is named later.
  const [first] = plans.every(({ product }) => (product === 'gemm') === (own.product === 'gemm'))
    ? plans
    : [own];
  return first;
}

/** A limit for plans from files, which mustn't make a training allocate any amount of memory. */
const MOST_TILE_ROWS = 2 ** 16;

/** The snapshot's plan, unless the user chose another or the backend can't run it (then a mismatch). */
function planOf(
  backend: Backend,
  { training }: AnyTrainingData,
  settings: readonly Partial<TrainingSettings>[],
  { identity }: Snapshot,
): Plan {
  const { classes, features } = training;
  const { dtype } = wholeSettings(settings[0]);
  const now = backend.planFor({ classes: classes.length, features, dtype });
  const isForeign = (now.product === 'gemm') !== (identity.plan.product === 'gemm');
  const isHuge = identity.plan.tileRows > MOST_TILE_ROWS;
  if (now.reason === 'asked for' || isForeign || isHuge) return now;
  return { ...identity.plan, reason: 'as in the checkpoint' };
}
