import { solverWords } from '../../training';
import { percent } from '../text/format';
import type { NamedRun } from '../results/run-labels';
import { chanceDifference, CHANCE_RULE, type Rule } from './rule';
import { capital, list, width } from './words';

/** Chooses the run with the best validation accuracy: the test set is not for choosing. */
export const concludeChoice: Rule = (runs, circumstances) => {
  const finished = runs.filter(({ run }) => run.test !== null);
  if (finished.length < 2) return [];
  const [best, ...others] = finished.toSorted(byValidation);
  const accuracy = validation(best);
  const test = best.run.test?.accuracy ?? NaN;
  const chance = chanceDifference(accuracy, circumstances.validationSamples);
  const close = others.filter((one) => accuracy - validation(one) <= chance);
  const rivals = rivalsOf(others, close, chance);
  return [
    {
      topic: 'choice',
      text:
        `${capital(best.label.name)} has the highest validation accuracy after its last ${solverWords(best.run).unit}, ` +
        `${percent(accuracy)}; its test accuracy is ${percent(test)}. ${rivals}`,
      answer: capital(best.label.name),
      evidence: `${percent(accuracy)} in validation, ${percent(test)} on the test set. ${rivals}`,
      runs: [],
      rule: `the highest validation accuracy wins; ${CHANCE_RULE}`,
      figures: {
        validation: accuracy,
        test,
        chance,
        ...Object.fromEntries(
          close.map((one) => [`validation of ${one.label.name}`, validation(one)]),
        ),
      },
    },
  ];
};

/** How far behind the others are, in validation: those that chance may have put there, by name. */
function rivalsOf(others: readonly NamedRun[], close: readonly NamedRun[], chance: number): string {
  const named = (runs: readonly NamedRun[]): string =>
    capital(list(runs.map((one) => `${one.label.name} (${percent(validation(one))})`)));
  const than = `further behind in validation than chance (${width(chance)}).`;
  if (close.length > 0) return `${named(close)} ${close.length === 1 ? 'is' : 'are'} no ${than}`;
  return others.length === 1 ? `${named(others)} is ${than}` : `All others are ${than}`;
}

/** The index of the run to take, by validation accuracy; null if none was finished. */
export function chosenRun(runs: readonly Pick<NamedRun, 'run'>[]): number | null {
  const finished = runs.flatMap(({ run }, index) => (run.test === null ? [] : [{ run, index }]));
  return finished.toSorted(byValidation).at(0)?.index ?? null;
}

/** The chosen run and the next best of those that were tested: indices; null if there is no other. */
export function comparedRuns(
  runs: readonly Pick<NamedRun, 'run'>[],
  chosen: number | null,
): [number, number] | null {
  const tested = runs.flatMap(({ run }, i) => (run.analysis === null || i === chosen ? [] : [i]));
  const next = tested.sort((a, b) => byValidation(runs[a], runs[b])).at(0);
  return chosen === null || next === undefined ? null : [chosen, next];
}

function byValidation(a: Pick<NamedRun, 'run'>, b: Pick<NamedRun, 'run'>): number {
  return validation(b) - validation(a);
}

function validation({ run }: Pick<NamedRun, 'run'>): number {
  return run.history.at(-1)?.validation.accuracy ?? NaN;
}

/** The classes that the chosen run recognises best and worst, and those that it confuses. */
export const concludeClasses: Rule = (runs, { classes }) => {
  const finished = runs.filter(({ run }) => run.analysis !== null);
  const best = finished.toSorted(byValidation).at(0);
  const analysis = best?.run.analysis;
  if (!best || !analysis) return [];
  const ranked = analysis.classes
    .flatMap(({ recall }, k) => (recall === null ? [] : [{ k, recall }]))
    .sort((a, b) => b.recall - a.recall);
  const worst = ranked.at(-1);
  const confusion = mostConfused(analysis.confusion);
  if (ranked.length < 2 || !worst || !confusion) return [];
  const [top] = ranked;
  const { label, predicted, count } = confusion;
  return [
    {
      topic: 'classes',
      text:
        `${capital(best.label.name)} recognises ${classes[top.k]} best (${percent(top.recall)} of its ` +
        `test samples) and ${classes[worst.k]} worst (${percent(worst.recall)}); most often it takes ` +
        `${classes[label]} for ${classes[predicted]}, ${count} times.`,
      answer: `${capital(classes[top.k])} best, ${classes[worst.k]} worst`,
      evidence: `${percent(top.recall)} and ${percent(worst.recall)} of their test samples by ${best.label.name}; most often ${classes[label]} is taken for ${classes[predicted]}, ${count} times`,
      runs: [],
      rule: 'of the run with the highest validation accuracy: recall of each class, and the largest count off the diagonal of the confusion matrix',
      figures: { best: top.recall, worst: worst.recall, confused: count },
    },
  ];
};

function mostConfused(confusion: readonly (readonly number[])[]) {
  const pairs = confusion.flatMap((row, label) =>
    row.flatMap((count, predicted) => (label === predicted ? [] : [{ label, predicted, count }])),
  );
  return pairs.sort((a, b) => b.count - a.count).find(({ count }) => count > 0);
}
