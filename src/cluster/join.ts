import { isMainThread } from 'node:worker_threads';
import { OnelayerError } from '../errors';
import { ALONE, type Communicator } from './communicator';
import { launchedBy } from './launcher';
import { loadMpi } from './load-mpi';
import { MpiCommunicator } from './mpi-communicator';

/** MPI can be started once in a process. */
let started: Promise<MpiCommunicator> | undefined;

/**
 * Joins the job of several processes that this one belongs to.
 *
 * @param distributed  true to speak MPI whatever the environment says, and false not to. By default
 *                     the variables of a launcher decide: `mpirun`, `mpiexec` or `srun` with more than
 *                     one process
 * @throws OnelayerError CLUSTER_FAILED if MPI can't be used
 */
export async function joinCluster(distributed?: boolean): Promise<Communicator> {
  const launched = launchedBy();
  if (distributed === false || (distributed === undefined && launched === null)) return ALONE;
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
  return new MpiCommunicator(addon, await addon.start());
}
