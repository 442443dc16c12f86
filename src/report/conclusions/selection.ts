import { scoreOf } from '../../search';
import { differences, settingsOf } from '../../training';
import type { Conclusion } from '../results/conclusion';
import type { IndexedRun } from '../results/run-labels';
import { accuracyWords, trialName } from '../text/search-words';
import { percent } from '../text/format';
import type { Found } from './found-search';
import { width } from './words';

/**
 * Whether the chosen trial's validation accuracy holds on the test set: being chosen among many, it is
 * too high on average (the winner's curse).
 *
 * The highest of n accuracies with a standard error s each is above its own true one by at most
 * √(2 ln n) s on average, whatever they have in common.
 */
export function concludeSelection(
  { search, name, chosen }: Found,
  runs: readonly IndexedRun[],
): Conclusion[] {
  const winner = runs.find(({ run }) => {
    const asChosen = { ...settingsOf(run), ...chosen.trial.settings };
    return run.test !== null && run.analysis !== null && differences(run, asChosen).length === 0;
  });
  const [accuracy, samples] = [winner?.run.test?.accuracy, winner?.run.analysis?.samples];
  if (accuracy === undefined || samples === undefined) return [];
  const { score } = chosen;
  const compared = search.trials.filter((trial) => scoreOf(trial) !== null).length;
  const below = score.accuracy - accuracy;
  const chance =
    2 * Math.hypot(score.standardError, Math.sqrt((accuracy * (1 - accuracy)) / samples));
  const optimism = Math.sqrt(2 * Math.log(compared)) * score.standardError;
  const direction = below >= 0 ? 'below' : 'above';
  const isChance = Math.abs(below) <= chance;
  const cause = isChance
    ? `no more than chance (${width(chance)})`
    : below > 0
      ? `more than chance (${width(chance)}): the validation flatters it`
      : `more than chance (${width(chance)}): the test samples are easier`;
  const judged = `${width(Math.abs(below))} ${direction} its validation accuracy, ${cause}`;
  const curse =
    compared > 1
      ? `; as one of ${compared} trials, validation may flatter it by up to ${width(optimism)} on average`
      : '';
  return [
    {
      topic: 'selection',
      text:
        `${trialName(chosen.trial, search)}, chosen in ${name}, has ${percent(accuracy)} on the test set, ` +
        `${judged} (${accuracyWords(score)})${curse}.`,
      answer: isChance ? 'holds on the test set' : `${direction} it by more than chance`,
      evidence: `${percent(accuracy)} on the test set, ${judged}${curse}`,
      runs: [],
      rule:
        'they differ if they are more than two standard errors of the difference apart, ' +
        '2 √(s² + p(1−p)/n); the highest of k accuracies with the standard error s is too high by at ' +
        'most √(2 ln k) s on average',
      figures: { validation: score.accuracy, test: accuracy, difference: below, chance, optimism },
    },
  ];
}
