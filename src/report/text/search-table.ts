import { ranked, type Scored, type SearchResults } from '../../search';
import { settingName, settingValue } from '../results/setting-names';
import { unitsOf } from '../results/units';
import { nats } from './format';
import { accuracyWords } from './search-words';
import { table } from './table';
import { columnsOf } from './width';

const MOST = 10;

/** A trial with its place among those that can be chosen, from 1. */
export interface RankedTrial extends Scored {
  readonly rank: number;
}

/** The best ten trials of a search, best first; and the chosen one, if it is none of them. */
export function bestTrials({ trials, chosen }: SearchResults): RankedTrial[] {
  return ranked(trials)
    .map((one, i) => ({ ...one, rank: i + 1 }))
    .filter(({ rank, trial }) => rank <= MOST || trial.number === chosen);
}

/**
 * The table of `bestTrials`.
 *
 * @param columns  the width to fit into: by default that of standard output; undefined for any
 */
export function searchTable(
  search: SearchResults,
  columns: number | undefined = columnsOf(process.stdout),
): string {
  const { varied, chosen } = search;
  const settings = search.trials.map((trial) => trial.settings);
  const head = [
    '',
    ...varied.map(settingName),
    'validation accuracy',
    'loss',
    unitsOf(settings),
    '',
  ];
  const rows = bestTrials(search).map(({ trial, score, rank }) => [
    String(rank),
    ...varied.map((name) => settingValue(trial.settings, name)),
    accuracyWords(score),
    nats(score.loss),
    String(trial.rungs.at(-1)?.epochs),
    trial.number === chosen ? '← chosen' : '',
  ]);
  return table(head, rows, 'right', columns);
}
