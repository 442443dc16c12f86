import { edgesOf, isDropped, rangeOf, ranked } from '../../search';
import type { Conclusion } from '../results/conclusion';
import { settingName, settingValue } from '../results/setting-names';
import { count, percent } from '../text/format';
import { accuracyWords, edgeWords, searchName, trialName } from '../text/search-words';
import type { Found } from './found-search';
import type { Rule } from './rule';
import { concludeSelection } from './selection';
import { list, width } from './words';

/** What follows from the trials of searches, and from the runs of those that were chosen. */
export const concludeSearches: Rule = (runs, { searches = [] }) =>
  searches.flatMap((search, i) => {
    const order = ranked(search.trials);
    const chosen = order.find(({ trial }) => trial.number === search.chosen);
    if (!chosen) return [];
    const found: Found = {
      search,
      name: searchName(search) + (searches.length > 1 ? ` (${i + 1})` : ''),
      order,
      chosen,
    };
    return [
      ...concludeRivals(found),
      ...concludeEdges(found),
      ...concludeSimpler(found),
      ...concludeHalving(found),
      ...concludeSelection(found, runs),
    ];
  });

/** Whether the best trial can be told from the second. */
function concludeRivals({ search, name, order: [best, ...others] }: Found): Conclusion[] {
  const [second] = others;
  if (others.length === 0) return [];
  const { accuracy, standardError } = best.score;
  const behind = accuracy - second.score.accuracy;
  const near = others.filter(({ score }) => accuracy - score.accuracy <= standardError).length;
  const [first, next] = [best, second].map(({ trial }) => trialName(trial, search));
  const figures = `${accuracyWords(best.score)}, and the second, ${next}, ${percent(second.score.accuracy)}`;
  const judged =
    near > 0
      ? `${count(near, 'other trial')} of ${others.length} ${near === 1 ? 'is' : 'are'} within one standard error of it: this validation cannot tell them apart`
      : `it is ${width(behind)} ahead, more than one standard error`;
  return [
    {
      topic: 'search',
      text: `In ${name}, the best trial, ${first}, has ${figures}; ${judged}.`,
      answer: near > 0 ? `${first}, or ${count(near, 'other')} as good` : first,
      evidence: `${figures}; ${judged}`,
      runs: [],
      rule:
        'trials are told apart if their validation accuracies differ by more than one standard ' +
        'error of the best, √(p(1−p)/n) on one set and that of the mean over folds',
      figures: { best: accuracy, second: second.score.accuracy, standardError, near },
    },
  ];
}

/** Whether better settings may lie beyond those that were tried. */
function concludeEdges({ search, name, order, chosen }: Found): Conclusion[] {
  const { trials, varied } = search;
  const [best] = order;
  const ranges = varied.filter((setting) => rangeOf(trials, setting) !== null);
  if (ranges.length === 0) return [];
  const said = [
    ...edgesOf(best.trial, trials, varied).map((one) => edgeWords('best', best, one, search)),
    ...(chosen === best
      ? []
      : search.atEdge.map((one) => edgeWords('chosen', chosen, one, search))),
  ];
  const symbols = list(ranges.map(settingName));
  const inside = `${symbols} of the best trial ${ranges.length === 1 ? 'lies' : 'lie'} inside the range${ranges.length === 1 ? '' : 's'} tried`;
  const text = said.length === 0 ? inside : `${list(said)}: better ones may lie beyond`;
  return [
    {
      topic: 'search edge',
      text: `In ${name}, ${text}.`,
      answer: said.length === 0 ? 'inside what was tried' : 'at an edge: try beyond it',
      evidence: text,
      runs: [],
      rule:
        'a setting lies at an edge if it is the smallest or the largest that was tried, failed ' +
        'trials too; 0 is no edge',
      figures: { edges: said.length },
    },
  ];
}

/** What the larger λ within one standard error costs. */
function concludeSimpler({ search, name, order: [best], chosen }: Found): Conclusion[] {
  if (search.rule === 'best') return [];
  const cost = best.score.accuracy - chosen.score.accuracy;
  const lambdas = [best, chosen].map(({ trial }) => `λ ${settingValue(trial.settings, 'lambda')}`);
  const text =
    chosen === best
      ? `no larger λ than that of the best trial, ${lambdas[0]}, is within one standard error of it`
      : `${lambdas[1]}, chosen in place of ${lambdas[0]}, the best, costs ${width(cost)} of validation ` +
        `accuracy, within its standard error, ${width(best.score.standardError)}`;
  return [
    {
      topic: 'one standard error',
      text: `In ${name}, ${text}.`,
      answer: chosen === best ? 'costs nothing' : `costs ${width(cost)}`,
      evidence: text,
      runs: [],
      rule:
        'of the trials whose validation accuracy is within one standard error of the best, the one ' +
        'with the largest λ is chosen',
      figures: { cost, standardError: best.score.standardError },
    },
  ];
}

/** What successive halving saved. */
function concludeHalving({ search: { trials }, name }: Found): Conclusion[] {
  const dropped = trials.filter((trial) => isDropped(trial, trials));
  if (dropped.length === 0) return [];
  const scored = trials.filter(({ failure }) => failure === null);
  const ends = scored.map(({ rungs }) => rungs.at(-1)?.epochs ?? 0);
  const longest = Math.max(...ends);
  const trained = ends.reduce((sum, epochs) => sum + epochs, 0);
  const saved = 1 - trained / (longest * scored.length);
  const after = new Map<number, number>();
  for (const { rungs } of dropped) {
    const epochs = rungs.at(-1)?.epochs ?? 0;
    after.set(epochs, (after.get(epochs) ?? 0) + 1);
  }
  const rungs = [...after].sort(([a], [b]) => a - b);
  const where = list(rungs.map(([epochs, number]) => `${number} after ${epochs}`));
  const text =
    `successive halving dropped ${dropped.length} of ${count(scored.length, 'trial')}, ${where} epochs, ` +
    `and spared ${percent(saved)} of the epochs`;
  return [
    {
      topic: 'halving',
      text: `In ${name}, ${text}.`,
      answer: `dropped ${dropped.length} of ${scored.length}`,
      evidence: text,
      runs: [],
      rule: 'a trial was dropped if others were trained for more rungs; epochs are compared with those of training all to the end',
      figures: { dropped: dropped.length, trials: scored.length, saved },
    },
  ];
}
