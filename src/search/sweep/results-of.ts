import { choose } from '../choose';
import type { Header, Line } from '../journal/form';
import { printedResults, printedTrial } from '../printed';
import type { SearchResults } from '../results';
import { finishedTrials, membersOf, trialsOf } from './trials';

/** The results of a sweep as far as the lines of its journal tell. */
export function resultsOf(header: Header, lines: readonly Line[]) {
  const { varied, folds, validated } = header;
  const trials = trialsOf(header, lines);
  const results = printedResults({
    kind: 'sweep',
    varied,
    validation: { folds, samples: validated },
    trials,
    rule: 'best',
    ...choose(trials, varied, 'best'),
  });
  const over = finishedTrials(header, lines);
  const finished = trials.filter(({ number, failure }) => failure !== null || over.has(number));
  return { results, finished: finished.length };
}

/** Why trials of a sweep that was ended before have no score. */
export const LEFT = 'the sweep was ended before it was trained';

/** The results of a sweep that is ended before all is trained: trials of its last rung have no score. */
export function cutResults(
  { header, lines }: { readonly header: Header; readonly lines: readonly Line[] },
  results: SearchResults,
): SearchResults {
  const furthest = Math.max(...results.trials.map(({ rungs }) => rungs.length));
  const last = new Set(membersOf(header, lines, furthest - 1));
  const trials = results.trials.map((trial) => {
    const { failure, number, rungs } = trial;
    const isLeft = failure === null && last.has(number) && rungs.length < furthest;
    return isLeft ? printedTrial({ ...trial, failure: LEFT }) : trial;
  });
  return printedResults({ ...results, trials, isCut: true });
}
