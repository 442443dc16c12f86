import { choose } from '../choose';
import type { Header, Line } from '../journal/form';
import { printedResults } from '../printed';
import { finishedTrials, trialsOf } from './trials';

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
