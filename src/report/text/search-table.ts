import { ranked, type SearchResults } from '../../search';
import { settingName, settingValue } from '../results/setting-names';
import { nats } from './format';
import { accuracyWords } from './search-words';
import { table } from './table';
import { columnsOf } from './width';

const MOST = 10;

/**
 * The best ten trials of a search, best first; and the chosen one, if it is none of them.
 *
 * @param columns  the width to fit into: by default that of standard output; undefined for any
 */
export function searchTable(
  search: SearchResults,
  columns: number | undefined = columnsOf(process.stdout),
): string {
  const { varied, chosen } = search;
  const head = ['', ...varied.map(settingName), 'validation accuracy', 'loss', 'epochs', ''];
  const order = ranked(search.trials).map((one, i) => ({ ...one, rank: i + 1 }));
  const shown = order.filter(({ rank, trial }) => rank <= MOST || trial.number === chosen);
  const rows = shown.map(({ trial, score, rank }) => [
    String(rank),
    ...varied.map((name) => settingValue(trial.settings, name)),
    accuracyWords(score),
    nats(score.loss),
    String(trial.rungs.at(-1)?.epochs),
    trial.number === chosen ? '← chosen' : '',
  ]);
  return table(head, rows, 'right', columns);
}
