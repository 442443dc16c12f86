import { hasOscillated } from '../../checks';
import { isBatch, isUsed, solverWords, type EpochRecord } from '../../training';
import type { Conclusion } from '../results/conclusion';
import { count, nats } from '../text/format';
import type { IndexedRun, NamedRun } from '../results/run-labels';
import type { Rule } from './rule';
import { capital, part } from './words';

const RULE =
  'a run oscillates if its training cost rose by more than 2 % in at least two of the steps between ' +
  'its last ten epochs, and descends if not, and if it ended lower than after its first epoch; it ' +
  'has diverged if a cost is not a finite number';

/** Smaller costs are taken for this one: they are shown as 0. */
const SMALLEST = 0.001;

/** The relative change of a cost: 0.02 is a rise by 2 %. */
export function relativeChange(from: number, to: number): number {
  return (to - from) / Math.max(from, SMALLEST);
}

/** The changes of the training cost from epoch to epoch. */
interface Descent extends IndexedRun {
  readonly rises: number;
  /** The largest rise, relative to the cost before it. */
  readonly largestRise: number;
  readonly steps: number;
}

/**
 * Tells runs whose cost falls, oscillates, rises, or is no longer finite; a solver that takes whole
 * passes lets no cost rise.
 */
export const concludeDescent: Rule = (runs) => {
  const watched = runs
    .filter((one) => !isBatch(one.run) && !hasDiverged(one) && one.run.history.length > 1)
    .map(descent);
  const oscillating = watched.filter(({ run }) => hasOscillated(run.history));
  const others = watched.filter(({ run }) => !hasOscillated(run.history));
  return [
    ...runs.filter(hasDiverged).map(concludeDivergence),
    ...oscillating.map(concludeOscillation),
    ...others.filter((one) => !isSteady(one)).map(concludeRise),
    ...others.filter(isSteady).map(concludeSteady),
  ];
};

/** True if the cost fell, and neither oscillated nor diverged: the run's last figures mean something. */
export function isSteady({ run }: Pick<NamedRun, 'run'>): boolean {
  const costs = run.history.map(({ train }) => train.cost);
  const [first] = costs;
  const hasFallen = costs.length === 1 || costs[costs.length - 1] <= first;
  return !hasDiverged({ run }) && !hasOscillated(run.history) && hasFallen;
}

function hasDiverged({ run }: Pick<NamedRun, 'run'>): boolean {
  return firstBroken(run) !== undefined;
}

function firstBroken({ history }: NamedRun['run']): EpochRecord | undefined {
  return history.find(({ train, validation }) => !Number.isFinite(train.cost + validation.cost));
}

function descent(named: IndexedRun): Descent {
  const costs = named.run.history.map(({ train }) => train.cost);
  const changes = costs.slice(1).map((cost, i) => relativeChange(costs[i], cost));
  const rises = changes.filter((change) => change > 0);
  const largestRise = Math.max(0, ...rises);
  return { ...named, rises: rises.length, largestRise, steps: changes.length };
}

function concludeDivergence({ run, label, index }: IndexedRun): Conclusion {
  const epoch = firstBroken(run)?.epoch ?? NaN;
  const { unit } = solverWords(run);
  const why = isUsed('eta', run) ? ` η ${run.eta} is too large.` : '';
  return {
    topic: 'oscillation',
    text: `${capital(label.name)} diverged: its cost is not finite after ${unit} ${epoch}.${why}`,
    answer: 'diverges',
    evidence: `not finite after ${unit} ${epoch}`,
    runs: [index],
    rule: RULE,
    figures: { epoch },
  };
}

function concludeRise({ run, label, index, rises, steps }: Descent): Conclusion {
  const [{ train: first }] = run.history;
  const last = run.history[run.history.length - 1].train;
  return {
    topic: 'oscillation',
    text:
      `${capital(label.name)} does not descend: its training cost rose in ${rises} of ` +
      `${count(steps, 'step')} from epoch to epoch, from ${nats(first.cost)} to ${nats(last.cost)}.`,
    answer: 'does not descend',
    evidence: `from ${nats(first.cost)} to ${nats(last.cost)}, rose in ${rises} of ${count(steps, 'step')}`,
    runs: [index],
    rule: RULE,
    figures: { rises, steps, first: first.cost, last: last.cost },
  };
}

function concludeOscillation({
  run,
  label,
  index,
  rises,
  largestRise,
  steps,
}: Descent): Conclusion {
  const last = run.history.slice(-10).map(({ train }) => train.cost);
  const [low, high] = [Math.min(...last), Math.max(...last)];
  return {
    topic: 'oscillation',
    text:
      `${capital(label.name)} oscillates: its training cost rose in ${rises} of ${count(steps, 'step')} from ` +
      `epoch to epoch, by up to ${part(largestRise)}, and was between ${nats(low)} and ${nats(high)} ` +
      `in the last ${last.length} epochs. η ${run.eta} is too large: steps overshoot the valley.`,
    answer: 'oscillates',
    evidence: `rose in ${rises} of ${count(steps, 'step')}, by up to ${part(largestRise)}`,
    runs: [index],
    rule: RULE,
    figures: { rises, steps, largestRise, low, high },
  };
}

function concludeSteady({ label, index, rises, largestRise, steps }: Descent): Conclusion {
  const how =
    rises === 0
      ? `none of ${count(steps, 'step')} from epoch to epoch`
      : `${rises} of ${count(steps, 'step')} from epoch to epoch, by at most ${part(largestRise)}`;
  return {
    topic: 'oscillation',
    text: `${capital(label.name)} descends steadily: its training cost rose in ${how}.`,
    answer: 'descends steadily',
    evidence:
      rises === 0
        ? `rose in none of ${count(steps, 'step')}`
        : `rose in ${rises} of ${count(steps, 'step')}, by at most ${part(largestRise)}`,
    runs: [index],
    rule: RULE,
    figures: { rises, steps, largestRise },
  };
}
