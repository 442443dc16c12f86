import { setTimeout } from 'node:timers/promises';
import { OnelayerError } from '../../errors';
import type { SearchResults } from '../results';
import { resultsOf } from '../sweep/results-of';
import type { EndLine } from './form';
import { OtherProcesses, TIMING } from './processes';
import { JournalReader } from './read-journal';
import { WorkFolder } from './work-folder';

/**
 * What a journal has so far.
 *
 * @category Search
 */
export interface SweepJournal {
  /** The trials so far, and what would be chosen of them. */
  readonly results: SearchResults;
  /** The number of trials that are trained to their end, that halving has dropped, or that failed. */
  readonly finished: number;
  /** Whether the sweep has ended; if not, it runs, or was stopped and can be gone on with. */
  readonly hasEnded: boolean;
  /** Loss and accuracy of the chosen trial on the test set; null before the end, and without one. */
  readonly test: EndLine['test'];
}

/**
 * Reads the journal of a sweep, also while processes write to it.
 *
 * @param file  the path of the journal
 * @throws OnelayerError FILE_INVALID if the file can't be read, or is no journal
 * @category Search
 * @example
 * const { results, finished } = await readJournal('sweep.jsonl');
 * console.log(`${finished} of ${results.trials.length} trials`, results.best);
 */
export async function readJournal(file: string): Promise<SweepJournal> {
  const reader = new JournalReader(file);
  await reader.refresh();
  const journal = contentOf(reader);
  if (journal === null) throw onlyBegun(file);
  return journal;
}

function onlyBegun(file: string): OnelayerError {
  return new OnelayerError(
    'FILE_INVALID',
    `${file}: expected the journal of a sweep, got its beginning`,
  );
}

/** Null before the journal has its first line. */
function contentOf(reader: JournalReader): SweepJournal | null {
  const { hasEnded, header, lastEnd, lines } = reader;
  if (header === null) return null;
  const test = hasEnded ? (lastEnd?.test ?? null) : null;
  return { ...resultsOf(header, lines), hasEnded, test };
}

/** Between two looks at the files. */
const LOOK_EVERY_MS = 250;

/**
 * Yields what a journal has each time that it has grown, until the sweep ends, or nobody writes to it.
 *
 * @throws as `readJournal`; the signal's reason
 */
export async function* watchJournal(
  file: string,
  signal?: AbortSignal,
): AsyncGenerator<SweepJournal, void, void> {
  const reader = new JournalReader(file);
  const processes = new OtherProcesses(new WorkFolder(file), TIMING.leaseMs);
  for (;;) {
    signal?.throwIfAborted();
    // Asked before the files are read: what is written last isn't missed.
    const isRunning = (await processes.living()) > 0;
    if (await reader.refresh()) {
      const journal = contentOf(reader);
      if (journal !== null) yield journal;
    }
    if (!isRunning) {
      if (reader.header === null) throw onlyBegun(file);
      return;
    }
    await setTimeout(LOOK_EVERY_MS, undefined, { signal });
  }
}
