import { launchedBy } from '../cluster';
import { OnelayerError } from '../errors';
import { EXIT } from './run-command';

/** Throws where a launcher has started a command several times that can't share its work. */
export function refuseSeveral(command: string): void {
  const launched = launchedBy();
  if (launched === null) return;
  const { launcher, rank, size } = launched;
  if (rank > 0) {
    // The first process says it for all.
    process.exitCode = EXIT.failure;
    throw new DOMException('refused', 'AbortError');
  }
  throw new OnelayerError(
    'CLUSTER_FAILED',
    `${command}: expected one process, got ${size} of ${launcher}: start it by itself, with --threads ` +
      `for more cores; \`train\` shares its work among processes, and so does \`sweep\``,
  );
}
