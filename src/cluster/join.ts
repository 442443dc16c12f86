import { setTimeout } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { OnelayerError } from '../errors';
import { ALONE, type Communicator } from './communicator';
import { launchedBy, type Launched } from './launcher';
import { loadMpi } from './load-mpi';
import { MpiCommunicator } from './mpi-communicator';

/** MPI can be started once in a process. */
let started: Promise<MpiCommunicator> | undefined;

export interface JoinOptions {
  /**
   * True to speak MPI whatever the environment says, and false not to. By default the variables of a
   * launcher decide: `mpirun`, `mpiexec` or `srun` with more than one process.
   */
  readonly distributed?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How long the first process may take to say why it can't join, before the others say it too, in ms. */
const FIRST = 500;

/**
 * Joins the job of several processes that this one belongs to.
 *
 * @throws OnelayerError CLUSTER_FAILED if MPI can't be used
 */
export async function joinCluster(options: JoinOptions = {}): Promise<Communicator> {
  const { distributed, signal } = options;
  const launched = launchedBy();
  if (distributed === false || (distributed === undefined && launched === null)) return ALONE;
  try {
    const all = await join(launched);
    all.agreeOn(signal);
    return all;
  } catch (error) {
    // The launcher ends all when the first has ended.
    if (launched !== null && launched.rank > 0) await setTimeout(FIRST, undefined, { signal });
    throw error;
  }
}

async function join(launched: Launched | null): Promise<Communicator> {
  if (!isMainThread) {
    throw new OnelayerError(
      'CLUSTER_FAILED',
      'distributed: expected the main thread, got a worker',
    );
  }
  const isFirst = started === undefined;
  started ??= start();
  const all = await started;
  if (launched !== null && all.size !== launched.size) {
    const { launcher, size } = launched;
    const what = `MPI knows ${all.size} of the ${size} processes of ${launcher}`;
    const cure =
      'build the addon with the MPI whose launcher this is, and start it as that expects';
    throw new OnelayerError('CLUSTER_FAILED', `${what}: ${cure}`);
  }
  if (!isFirst) all.enter();
  return all.size === 1 ? ALONE : all;
}

async function start(): Promise<MpiCommunicator> {
  const addon = loadMpi();
  // MPI's promises don't keep the process alive.
  const alive = setInterval(() => undefined, 1000);
  try {
    return new MpiCommunicator(addon, await addon.start());
  } finally {
    clearInterval(alive);
  }
}
