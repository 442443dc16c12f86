import { percent, significant } from '../text/format';
import type { Conclusion } from '../results/conclusion';
import {
  commonSettings,
  groupsThatDifferOnlyIn,
  SYMBOLS,
  type Finished,
  type Setting,
} from './groups';
import { chanceDifference, CHANCE_RULE, type Rule } from './rule';
import { list, points, width } from './words';

/** The effect of a larger λ, all else being equal. */
export const concludeWeightDecay: Rule = (runs) =>
  groupsThatDifferOnlyIn('lambda', runs).map((group) => {
    const values = group.map(({ run }) => run.lambda);
    const norms = group.flatMap(({ norm }) => (norm === null ? [] : [norm]));
    const sizes =
      norms.length === group.length ? `, ‖W‖ ${chain(norms.map((norm) => significant(norm)))}` : '';
    return {
      topic: 'weight decay',
      text:
        `With ${commonSettings('lambda', group)}, λ ${chain(values.map(String))} goes with a gap between training ` +
        `and validation accuracy of ${chain(group.map(({ gap }) => width(gap)))}${sizes} and a test ` +
        `accuracy of ${chain(group.map(({ test }) => percent(test)))}. ${changesOf('lambda', group)}`,
      answer: inShort('lambda', group),
      evidence:
        `gap ${chain(group.map(({ gap }) => (100 * gap).toFixed(2)))} points${sizes}, at ` +
        `${commonSettings('lambda', group)}; ${moreThanChance('lambda', group)}`,
      runs: [],
      rule: `runs that differ in λ alone; ${CHANCE_RULE}`,
      figures: figures('lambda', group),
    };
  });

/** The effect of a larger η, all else being equal. */
export const concludeLearningRate: Rule = (runs) =>
  groupsThatDifferOnlyIn('eta', runs).map((group) => ({
    topic: 'learning rate',
    text:
      `With ${commonSettings('eta', group)}, η ${chain(group.map(({ run }) => String(run.eta)))} goes with ` +
      `a test accuracy of ${chain(group.map(({ test }) => percent(test)))}. ${changesOf('eta', group)}`,
    answer: inShort('eta', group),
    evidence: `at ${commonSettings('eta', group)}; ${moreThanChance('eta', group)}`,
    runs: [],
    rule: `runs that differ in η alone; ${CHANCE_RULE}`,
    figures: figures('eta', group),
  }));

function inShort(setting: Setting, group: readonly Finished[]): string {
  const values = chain(group.map(({ run }) => String(run[setting])));
  return `${SYMBOLS[setting]} ${values}: test accuracy ${chain(group.map(({ test }) => percent(test)))}`;
}

/** Which values differ from the smallest by more than chance, on the test set. */
function moreThanChance(setting: Setting, [base, ...others]: readonly Finished[]): string {
  const symbol = SYMBOLS[setting];
  if (base.samples === null) return `against ${symbol} ${base.run[setting]}`;
  const chance = chanceDifference(base.test, base.samples);
  const named = (runs: readonly Finished[]): string =>
    list(runs.map(({ run }) => `${symbol} ${run[setting]}`));
  const apart = others.filter(({ test }) => Math.abs(test - base.test) > chance);
  const one = named(others.slice(0, 1));
  const none = others.length === 1 ? `${one} does not differ` : 'none differs';
  const some = `${named(apart)} ${apart.length === 1 ? 'differs' : 'differ'}`;
  const from = `from ${symbol} ${base.run[setting]} by more than chance (${width(chance)})`;
  return `in the test, ${apart.length === 0 ? none : some} ${from}`;
}

/** Compares the test accuracy of each larger value with that of the smallest. */
function changesOf(setting: Setting, [base, ...others]: readonly Finished[]): string {
  const symbol = SYMBOLS[setting];
  const changes = others.map(({ run, test, samples }) => {
    const difference = test - base.test;
    const change = `by ${points(difference)} with ${symbol} ${run[setting]}`;
    if (samples === null) return change;
    const chance = chanceDifference(base.test, samples);
    const judged = Math.abs(difference) <= chance ? 'no more than chance' : 'more than chance';
    return `${change} (${judged}, ${width(chance)})`;
  });
  return `Against ${symbol} ${base.run[setting]}, it changes ${list(changes)}.`;
}

/** The figures of both texts; those of a run are named by its setting. */
function figures(setting: Setting, group: readonly Finished[]): Conclusion['figures'] {
  const [base] = group;
  const named = group.flatMap((one): [string, number | null][] => {
    const at = `at ${SYMBOLS[setting]} ${one.run[setting]}`;
    const isLambda = setting === 'lambda';
    return [
      [`gap ${at}`, isLambda ? one.gap : null],
      [`‖W‖ ${at}`, isLambda ? one.norm : null],
      [`test ${at}`, one.test],
      [`difference ${at}`, one === base ? null : one.test - base.test],
    ];
  });
  const chance = base.samples === null ? null : chanceDifference(base.test, base.samples);
  return Object.fromEntries(
    [...named, ['chance', chance] as const].filter(
      (pair): pair is [string, number] => pair[1] !== null,
    ),
  );
}

/** `a → b → c`. */
function chain(items: readonly string[]): string {
  return items.join(' → ');
}
