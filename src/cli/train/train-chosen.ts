import type { Cifar10World } from '../../data';
import { makingOf } from '../../report';
import type { SearchResults } from '../../search';
import { wholeSettings } from '../../training';
import { calledAs } from '../how-to-call';
import type { LivePage } from '../live/live-page';
import { plannedRun } from '../runs/run-options';
import { trainAndKeep } from './train-command';
import type { TrainOptions } from './train-options';

/** The options of a command that searches which say on what to train, and how to print. */
type SearchOptions = Pick<
  TrainOptions,
  | 'allBatches'
  | 'backend'
  | 'data'
  | 'json'
  | 'product'
  | 'quiet'
  | 'threads'
  | 'tile'
  | 'validation'
>;

/** A command that has searched. */
interface SearchCall {
  /** E.g. `sweep`. */
  readonly command: string;
  /** Of its command line. */
  readonly words: readonly string[];
  readonly live: LivePage | null;
}

/**
 * Trains the chosen settings once more, as `train` does, and writes results with the search and the
 * report: a search evaluates less than a report shows.
 */
export async function trainChosen(
  out: string,
  options: SearchOptions,
  search: SearchResults,
  { command, words, live }: SearchCall,
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const { settings } = search.trials[Number(search.chosen)];
  const { allBatches, backend, data, json, product, quiet, threads, tile, validation } = options;
  await trainAndKeep(
    {
      ...{ allBatches, backend, data, json, out, product, quiet, threads, tile, validation },
      runs: [plannedRun(wholeSettings(settings))],
      isBatchSizeGiven: true,
      configuration: 'all',
      distributed: false,
      doctor: false,
      live: false,
      report: true,
      ...{ checkpoint: undefined, every: undefined, resume: undefined, keptIn: undefined },
      ...{ results: undefined, resumed: undefined, save: undefined },
      ...{ code: undefined, seconds: NaN, patches: null },
    },
    { made: makingOf(calledAs(command, words), words), words, search, live },
    signal,
    world,
  );
}
