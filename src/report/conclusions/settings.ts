import { differences } from '../../training';
import { percent, significant } from '../text/format';
import type { Conclusion } from '../results/conclusion';
import type { NamedRun } from '../results/run-labels';
import { chanceDifference, CHANCE_RULE, type Rule } from './rule';
import { list, points, width } from './words';

/** The settings whose effect is described. */
const SYMBOLS = { lambda: 'λ', eta: 'η' } as const;
type Setting = keyof typeof SYMBOLS;

interface Finished extends NamedRun {
  readonly gap: number;
  readonly test: number;
  readonly norm: number | null;
  readonly samples: number | null;
}

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
        `With η ${group[0].run.eta}, λ ${chain(values.map(String))} goes with a gap between training ` +
        `and validation accuracy of ${chain(group.map(({ gap }) => width(gap)))}${sizes} and a test ` +
        `accuracy of ${chain(group.map(({ test }) => percent(test)))}. ${changesOf('lambda', group)}`,
      rule: `runs that differ in λ alone; ${CHANCE_RULE}`,
      figures: figures('lambda', group),
    };
  });

/** The effect of a larger η, all else being equal. */
export const concludeLearningRate: Rule = (runs) =>
  groupsThatDifferOnlyIn('eta', runs).map((group) => ({
    topic: 'learning rate',
    text:
      `With λ ${group[0].run.lambda}, η ${chain(group.map(({ run }) => String(run.eta)))} goes with ` +
      `a test accuracy of ${chain(group.map(({ test }) => percent(test)))}. ${changesOf('eta', group)}`,
    rule: `runs that differ in η alone; ${CHANCE_RULE}`,
    figures: figures('eta', group),
  }));

/** Groups of finished runs, in ascending order of the one setting in which they differ. */
function groupsThatDifferOnlyIn(setting: Setting, runs: readonly NamedRun[]): Finished[][] {
  const groups: Finished[][] = [];
  for (const one of runs.flatMap(finished)) {
    const isLike = ([{ run }]: Finished[]): boolean =>
      differences(run, one.run).every((name) => name === setting);
    const known = groups.find(isLike);
    if (known) known.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => uniqueBy(setting, group)).filter((group) => group.length > 1);
}

function uniqueBy(setting: Setting, group: readonly Finished[]): Finished[] {
  const first = new Map(group.toReversed().map((one) => [one.run[setting], one]));
  return [...first.values()].sort((a, b) => a.run[setting] - b.run[setting]);
}

function finished(named: NamedRun): Finished[] {
  const { run } = named;
  const last = run.history.at(-1);
  if (!last || !run.test) return [];
  return [
    {
      ...named,
      gap: last.train.accuracy - last.validation.accuracy,
      test: run.test.accuracy,
      norm: run.analysis?.weights.norm ?? null,
      samples: run.analysis?.samples ?? null,
    },
  ];
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
