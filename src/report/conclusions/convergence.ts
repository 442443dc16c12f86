import { isBatch } from '../../training';
import { nats } from '../text/format';
import type { Conclusion } from '../results/conclusion';
import type { IndexedRun } from '../results/run-labels';
import type { Rule } from './rule';
import { isSteady, relativeChange } from './descent';
import { capital, part } from './words';

/** The fraction of the training cost's whole fall after which a run counts as nearly there. */
const MOST = 0.9;
/** The cost still falls if, within so many last epochs, it fell … */
const WINDOW = 5;
/** … by more than this fraction. */
const STILL_FALLING = 0.005;

const RULE =
  'speed is the epoch by which the training cost has made 90 % of its fall from the first epoch to ' +
  'its lowest; it still falls, or rises again, if the last five epochs changed it by more than 0.5 %';

/**
 * How fast the training cost of each steady run fell, and whether it has settled; nothing of a solver
 * that certifies how much could still be gained.
 */
export const concludeConvergence: Rule = (runs) =>
  runs
    .filter((one) => !isBatch(one.run) && isSteady(one) && one.run.history.length > WINDOW)
    .map(conclude);

function conclude({ run, label, index }: IndexedRun): Conclusion {
  const costs = run.history.map(({ train }) => train.cost);
  const [first] = costs;
  const lowest = Math.min(...costs);
  const speed = 1 + costs.findIndex((cost) => first - cost >= MOST * (first - lowest));
  const last = costs[costs.length - 1];
  const recentFall = -relativeChange(costs[costs.length - 1 - WINDOW], last);
  return {
    topic: 'convergence',
    text:
      `${capital(label.name)} made 90 % of the fall of its training cost, from ${nats(first)} to ` +
      `${nats(lowest)}, by epoch ${speed} of ${costs.length}; ${ending(recentFall)}.`,
    answer: shortEnding(recentFall),
    evidence: `90 % of its fall by epoch ${speed} of ${costs.length}, ${part(Math.abs(recentFall))} in the last ${WINDOW}`,
    runs: [index],
    rule: RULE,
    figures: { first, lowest, speed, epochs: costs.length, recentFall },
  };
}

function shortEnding(recentFall: number): string {
  if (recentFall > STILL_FALLING) return 'still falls';
  return recentFall < -STILL_FALLING ? 'rises again' : 'has settled';
}

function ending(recentFall: number): string {
  if (recentFall > STILL_FALLING) {
    return `it still falls, by ${part(recentFall)} in the last ${WINDOW} epochs: more epochs would lower it further`;
  }
  if (recentFall < -STILL_FALLING) {
    return `it rises again, by ${part(-recentFall)} in the last ${WINDOW} epochs`;
  }
  return `it has settled: the last ${WINDOW} epochs changed it by ${part(Math.abs(recentFall))}`;
}
