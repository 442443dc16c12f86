import { count, percent, searchTable } from '../../report';
import { watchJournal, type SweepJournal } from '../../search';
import { printJson } from '../print-json';
import { note, print } from '../terminal/say';
import { edgeWarnings } from './sweep-output';

/**
 * Prints the table of a sweep again whenever another process has finished trials, until that sweep
 * ends. On a terminal the table stays in its place.
 */
export async function watchSweep(
  file: string,
  { json }: { readonly json: boolean },
  signal: AbortSignal,
): Promise<void> {
  let last: SweepJournal | undefined;
  for await (const journal of watchJournal(file, signal)) {
    if (!json && journal.finished !== last?.finished) show(journal, last === undefined);
    last = journal;
  }
  if (last === undefined) return;
  if (json) {
    const { results, finished, hasEnded, test } = last;
    printJson({ search: results, finished, hasEnded, test });
    return;
  }
  if (!last.hasEnded) note('the sweep was stopped, and can be gone on with');
  else if (last.test !== null) print(`test accuracy of the chosen: ${percent(last.test.accuracy)}`);
  for (const warning of edgeWarnings(last.results)) note(warning);
}

function show({ results, finished }: SweepJournal, isFirst: boolean): void {
  // Clears the screen: the table begins where it began before.
  if (process.stdout.isTTY && !isFirst) process.stdout.write('\u001b[H\u001b[2J');
  print(`${finished} of ${count(results.trials.length, 'trial')} finished`);
  print(searchTable(results));
}
