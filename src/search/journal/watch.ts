import fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { OnelayerError } from '../../errors';
import type { SearchResults } from '../results';
import { resultsOf } from '../sweep/results-of';
import { isEnd, type EndLine } from './form';
import { isLocked } from './lock';
import { readJournalFile } from './read-journal';

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
 * Reads the journal of a sweep, also while another process writes to it.
 *
 * @param file  the path of the journal
 * @throws OnelayerError FILE_INVALID if the file can't be read, or is no journal
 * @category Search
 * @example
 * const { results, finished } = await readJournal('sweep.jsonl');
 * console.log(`${finished} of ${results.trials.length} trials`, results.best);
 */
export async function readJournal(file: string): Promise<SweepJournal> {
  const journal = await readSoFar(file);
  if (journal !== null) return journal;
  throw new OnelayerError(
    'FILE_INVALID',
    `${file}: expected the journal of a sweep, got its beginning`,
  );
}

async function readSoFar(file: string): Promise<SweepJournal | null> {
  const { content } = await readJournalFile(file);
  if (content === null) return null;
  const { header, lines } = content;
  const last = lines.at(-1);
  const end = last !== undefined && isEnd(last) ? last : null;
  return { ...resultsOf(header, lines), hasEnded: end !== null, test: end?.test ?? null };
}

/** Between two looks at the file. */
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
  for (let seen = -1; ;) {
    signal?.throwIfAborted();
    // Asked before the file is read: what is written last isn't missed.
    const isRunning = isLocked(file);
    const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size !== seen) {
      seen = size;
      const journal = isRunning ? await readSoFar(file) : await readJournal(file);
      if (journal !== null) yield journal;
      if (journal?.hasEnded === true && !isRunning) return;
    }
    if (!isRunning) return;
    await setTimeout(LOOK_EVERY_MS, undefined, { signal });
  }
}
