import { scoreOf, type SearchResults, type Trial } from '../../search';
import { settingName, settingValue } from '../results/setting-names';
import { unitsOf } from '../results/units';
import { duration, nats, significant } from '../text/format';
import { bestTrials } from '../text/search-table';
import { accuracyWords } from '../text/search-words';

/** The headings of what every table of trials says of a trial. */
export function trialHeadings(search: SearchResults): string[] {
  const gap = hasGaps(search) ? ['J − J* at most'] : [];
  const units = unitsOf(search.trials.map(({ settings }) => settings));
  return [...search.varied.map(settingName), 'validation accuracy', 'loss', units, ...gap];
}

/** The cells below `trialHeadings`. */
export function trialCells(search: SearchResults, trial: Trial): string[] {
  const score = scoreOf(trial);
  return [
    ...search.varied.map((name) => settingValue(trial.settings, name)),
    score === null ? '–' : accuracyWords(score),
    score === null ? '–' : nats(score.loss),
    String(trial.rungs.at(-1)?.epochs ?? '–'),
    ...(hasGaps(search) ? [trial.gap === null ? '–' : significant(trial.gap, 2)] : []),
  ];
}

function hasGaps({ trials }: SearchResults): boolean {
  return trials.some(({ gap }) => gap !== null);
}

/** The best trials with their ranks and times, best first. */
export function bestTrialRows(search: SearchResults) {
  return {
    headings: ['rank', ...trialHeadings(search), 'time'],
    rows: bestTrials(search).map(({ trial, rank }) => ({
      isChosen: trial.number === search.chosen,
      cells: [String(rank), ...trialCells(search, trial), duration(trial.seconds)],
    })),
  };
}
