import { printedAs, shownOf, type ShownTable } from '../display';
import { ranked } from './choose';
import type { SearchResults, Trial } from './results';

/** Trials that a notebook shows. */
const MOST = 10;

/** Makes a trial be printed with its last score alone. */
export function printedTrial(trial: Trial): Trial {
  return printedAs(trial, {
    name: 'Trial',
    summary: ({ number, settings, rungs, failure, gap, seconds }) => ({
      ...{ number, settings, epochs: rungs.at(-1)?.epochs ?? 0 },
      ...(failure === null ? { validation: rungs.at(-1)?.validation } : { failure }),
      ...(gap !== null && { gap }),
      seconds,
    }),
  });
}

/** Makes the results of a search be printed with the number of its trials. */
export function printedResults(results: SearchResults): SearchResults {
  return printedAs(results, {
    name: 'SearchResults',
    summary: ({ trials, ...others }) => ({ ...others, trials: trials.length }),
    tables: (own) => [trialsTable(own)],
  });
}

/** The best trials of a search, best first. */
export function trialsTable({ chosen, trials, varied }: SearchResults): ShownTable {
  const all = ranked(trials);
  const rows = all
    .slice(0, MOST)
    .map(({ trial, score }) => [
      ...varied.map((name) => settingOf(trial, name)),
      ...[score.accuracy, score.standardError, score.loss],
      trial.number === chosen ? '← chosen' : null,
    ]);
  const head = [...varied, 'validation accuracy', 'standard error', 'loss', ''];
  return { head, rows, note: shownOf(rows.length, all.length, 'trials, the best first') };
}

function settingOf({ settings }: Trial, name: keyof Trial['settings']): string | number {
  const value: unknown = settings[name];
  if (value === undefined) return 'default';
  return typeof value === 'number' ? value : JSON.stringify(value);
}
