import {
  LEFT,
  rangeOf,
  ranked,
  type Score,
  type Scored,
  type SearchResults,
  type Trial,
} from '../../search';
import { wholeSettings, type SettingName } from '../../training';
import { capital, list } from '../conclusions/words';
import { settingName, settingsInWords, settingValue } from '../results/setting-names';
import { count, percent } from './format';

/** One sentence: what was searched, and what was chosen by which rule on which validation. */
export function searchSentence(search: SearchResults): string {
  const trials = search.trials.filter(({ failure }) => failure !== LEFT);
  const among = `${capital(searchName(search))}: of ${count(trials.length, 'trial')}`;
  const scored = ranked(trials);
  const chosen = scored.find(({ trial }) => trial.number === search.chosen);
  if (!chosen) return `${among} none has a score, so none was chosen.`;
  const name = trialName(chosen.trial, search);
  const accuracy = accuracyWords(chosen.score);
  if (trials.length === 1 && !search.isCut) {
    const where = validationWords(search);
    return `Nothing else than ${name} was tried: its validation accuracy is ${accuracy}, ${where}.`;
  }
  const by =
    search.rule === 'best'
      ? `for the highest validation accuracy, ${accuracy}`
      : `with a validation accuracy of ${accuracy}, for the largest λ within one standard error of ` +
        `the best, ${accuracyWords(scored[0].score)}`;
  const end = search.isCut ? ' The search was ended before all was tried.' : '';
  return `${among}, ${name} was chosen ${by}, ${validationWords(search)}.${end}`;
}

/** E.g. `the sweep over λ and η`. */
export function searchName({ kind, varied }: SearchResults): string {
  if (kind === 'path') return 'the path of λ';
  return `the sweep over ${list(varied.map(settingName)) || 'no setting'}`;
}

/** What scores were measured on, e.g. `on 10,000 samples that were held out`. */
export function validationWords({ validation: { folds, samples } }: SearchResults): string {
  const number = `${samples.toLocaleString('en')} samples`;
  return folds === null ? `on ${number} that were held out` : `on ${folds} folds of ${number}`;
}

/** A trial by the settings that were varied, e.g. `λ 0.1, η 0.01`; by its number if none was. */
export function trialName({ settings, number }: Trial, { varied }: SearchResults): string {
  return settingsInWords(settings, varied) || `trial ${number}`;
}

/** An accuracy with its standard error, e.g. `41.23 % ± 0.49`. */
export function accuracyWords({ accuracy, standardError }: Score): string {
  return `${percent(accuracy)} ± ${(100 * standardError).toFixed(2)}`;
}

/** Says of which edge of what was tried a setting lies at. @param which  trial it is, e.g. `best` */
export function edgeWords(
  which: string,
  { trial }: Pick<Scored, 'trial'>,
  name: SettingName,
  { trials }: SearchResults,
): string {
  const isSmallest = wholeSettings(trial.settings)[name] === rangeOf(trials, name)?.[0];
  const value = `${settingName(name)} ${settingValue(trial.settings, name)}`;
  return `${value} of the ${which} trial is the ${isSmallest ? 'smallest' : 'largest'} that was tried`;
}
