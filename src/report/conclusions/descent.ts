import { hasOscillated } from '../../checks';
import { nats } from '../text/format';
import type { NamedRun } from '../results/run-labels';
import type { Rule } from './rule';
import { capital, part, runNames } from './words';

const RULE =
  'a run oscillates if its training cost rose by more than 2 % in at least two of its last ten ' +
  'epochs; it has diverged if a cost is not a finite number';

/** How the training cost went from epoch to epoch. */
interface Descent extends NamedRun {
  readonly rises: number;
  /** The largest rise, as a part of the cost before. */
  readonly largestRise: number;
  readonly steps: number;
}

/** Whether each run's cost goes down, goes up and down, or is lost. */
export const concludeDescent: Rule = (runs) => {
  const diverged = runs.filter(hasDiverged).map((one) => ({
    topic: 'oscillation' as const,
    text: `${capital(one.label.name)} diverged: its cost is not finite after epoch ${firstBroken(one)}. η ${one.run.eta} is too large.`,
    rule: RULE,
    figures: { epoch: firstBroken(one) },
  }));
  const descents = runs
    .filter((one) => !hasDiverged(one) && one.run.history.length > 1)
    .map(descent);
  const oscillating = descents.filter(({ run }) => hasOscillated(run.history));
  const steady = descents.filter(({ run }) => !hasOscillated(run.history));
  return [...diverged, ...oscillating.map(concludeOscillation), ...concludeSteady(steady)];
};

export function hasDiverged({ run }: NamedRun): boolean {
  return run.history.some(({ train }) => !Number.isFinite(train.cost));
}

/** Whether the figures of a run's end mean anything: it neither diverged nor oscillates. */
export function isSteady(one: NamedRun): boolean {
  return !hasDiverged(one) && !hasOscillated(one.run.history);
}

function firstBroken({ run }: NamedRun): number {
  return run.history.find(({ train }) => !Number.isFinite(train.cost))?.epoch ?? 0;
}

function descent({ run, label }: NamedRun): Descent {
  const costs = run.history.map(({ train }) => train.cost);
  const changes = costs.slice(1).map((cost, i) => cost / costs[i] - 1);
  const rises = changes.filter((change) => change > 0);
  return {
    run,
    label,
    rises: rises.length,
    largestRise: Math.max(0, ...rises),
    steps: changes.length,
  };
}

function concludeOscillation({ run, label, rises, largestRise, steps }: Descent) {
  const last = run.history.slice(-10).map(({ train }) => train.cost);
  const [low, high] = [Math.min(...last), Math.max(...last)];
  return {
    topic: 'oscillation' as const,
    text:
      `${capital(label.name)} oscillates: its training cost rose in ${rises} of ${steps} steps from ` +
      `epoch to epoch, by up to ${part(largestRise)}, and was between ${nats(low)} and ${nats(high)} ` +
      `in the last ${last.length} epochs. η ${run.eta} is too large: steps overshoot the valley.`,
    rule: RULE,
    figures: { rises, steps, largestRise, low, high },
  };
}

function concludeSteady(runs: readonly Descent[]) {
  if (runs.length === 0) return [];
  const largestRise = Math.max(...runs.map((run) => run.largestRise));
  const rises = runs.reduce((sum, run) => sum + run.rises, 0);
  const steps = runs.reduce((sum, run) => sum + run.steps, 0);
  const names = runNames(runs.map(({ label }) => label.name));
  const how =
    rises === 0
      ? `the training cost fell from each epoch to the next (${steps} steps in all)`
      : `the training cost rose in ${rises} of ${steps} steps from epoch to epoch, by at most ${part(largestRise)}`;
  return [
    {
      topic: 'oscillation' as const,
      text: `${capital(names)} ${runs.length === 1 ? 'descends' : 'descend'} steadily: ${how}.`,
      rule: RULE,
      figures: { rises, steps, largestRise },
    },
  ];
}
