import { existsSync } from 'node:fs';
import path from 'node:path';
import { messageOf, OnelayerError } from '../errors';
import { folderUnlessBundled, nodeRequire, ownCommand, thisFile } from '../files';

export type MpiAddon = typeof import('../../mpi-binding');

const ADDON = 'onelayer-mpi.node';

/**
 * Loads the addon for several processes.
 *
 * @throws OnelayerError CLUSTER_FAILED, with the command that builds it
 */
export function loadMpi(): MpiAddon {
  const root = folderUnlessBundled();
  const file =
    root === null
      ? path.join(path.dirname(thisFile), ADDON)
      : path.join(root, 'build', 'Release', ADDON);
  if (!existsSync(file)) throw unavailable(`${file} is not there`, root);
  try {
    return nodeRequire(file) as MpiAddon;
  } catch (error) {
    throw unavailable(`${file}: ${messageOf(error).split('\n', 1)[0]}`, root);
  }
}

function unavailable(why: string, root: string | null): OnelayerError {
  const isInstalled = root !== null && path.basename(path.dirname(root)) === 'node_modules';
  const command = isInstalled ? ownCommand('build-native --mpi') : 'npm run build:mpi';
  const cure =
    root === null
      ? `copy ${ADDON} beside the bundle`
      : `where MPI and its mpicc are installed, \`${command}\` builds it`;
  return new OnelayerError(
    'CLUSTER_FAILED',
    `several processes need the addon for MPI, and ${why}: ${cure}`,
  );
}
