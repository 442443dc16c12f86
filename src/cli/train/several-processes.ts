import { joinCluster, launchedBy, type Communicator } from '../../cluster';
import { beSilent } from '../terminal/say';
import type { TrainOptions } from './train-options';

/** Joins the job of several processes that this command belongs to, if any. All but the first are silent. */
export async function joinForCommand(
  argv: readonly string[],
  signal: AbortSignal,
): Promise<Communicator> {
  const launched = launchedBy();
  if (launched !== null && launched.rank > 0) beSilent();
  // Before the options are read: what is wrong with them, one process says for all.
  const distributed = argv.includes('--distributed') ? true : undefined;
  return joinCluster({ distributed, signal });
}

/** Returns the options of a process: all but the first write nothing, and have no doctor. */
export function optionsOfRank(options: TrainOptions, { rank }: Communicator): TrainOptions {
  if (rank === 0) return options;
  return {
    ...options,
    ...{ doctor: false, json: false, live: false, quiet: true, report: false },
    ...{ keptIn: undefined, out: undefined, results: undefined, save: undefined },
  };
}

/** Says how many processes share the rows. */
export function clusterLines({ library, size }: Communicator): string[] {
  if (size === 1) return [];
  return [`processes ${size}, by ${library}: each has an equal share of the rows`];
}
