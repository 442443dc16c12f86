import type { Task } from '../../tasks';
import type { PassShape, Plan } from '../backend';
import type { Addon } from '../load-addon';
import { candidates, type Candidate } from './candidates';
import { findingFastest } from './measure';
import { keepPlan, planKey, recallPlan } from './remembered-plans';

/** The parts of a plan that the user chose. */
export type GivenPlan = Partial<Candidate>;

/** With fewer weights, a pass takes microseconds, and plans differ too little to measure. */
const FEWEST_WEIGHTS = 16_384;

/** The plans chosen in this process, so that all its runs of a shape have the same. */
const chosen = new Map<string, Plan>();

/**
 * Chooses the plan for a shape, as a cooperative task: the user's, or else the fastest by a
 * measurement on this machine with this build, which is remembered.
 */
export function* choosingPlan(addon: Addon, shape: PassShape, given: GivenPlan): Task<Plan> {
  const { product, tileRows } = given;
  if (product !== undefined && tileRows !== undefined) {
    return { product, tileRows, reason: 'asked for' };
  }
  const list = candidates(shape, addon.buildInformation().instructions);
  if (product === undefined && tileRows === undefined) {
    return yield* measuredPlan(addon, shape, list);
  }
  // If the user chose one half, the other is the first that fits: nothing is left to measure.
  const fitting = list.find((candidate) => product === undefined || candidate.product === product);
  return {
    product: product ?? list[0].product,
    tileRows: tileRows ?? fitting?.tileRows ?? list[0].tileRows,
    reason: 'asked for',
  };
}

function* measuredPlan(addon: Addon, shape: PassShape, list: readonly Candidate[]): Task<Plan> {
  if (shape.classes * shape.features < FEWEST_WEIGHTS) return { ...list[0], reason: 'by rule' };
  const key = planKey(addon, shape);
  const known = chosen.get(key) ?? recalledPlan(key);
  const plan = known ?? (yield* measuringAndKeeping(addon, shape, list, key));
  // Another training in this process may have chosen meanwhile: its plan holds for both.
  const first = chosen.get(key) ?? plan;
  chosen.set(key, first);
  return first;
}

function recalledPlan(key: string): Plan | undefined {
  const plan = recallPlan(key);
  if (plan === undefined) return undefined;
  const { product, tileRows } = plan;
  return { product, tileRows, reason: 'as measured earlier on this machine' };
}

function* measuringAndKeeping(
  addon: Addon,
  shape: PassShape,
  list: readonly Candidate[],
  key: string,
): Task<Plan> {
  const { times, product, tileRows } = yield* findingFastest(addon, shape, list);
  const measured = new Date().toISOString();
  const failure = keepPlan(key, { product, tileRows, measured, times });
  const now = 'as measured just now on this machine';
  const reason = failure === null ? now : `${now}, for this process: ${failure}`;
  return { product, tileRows, reason };
}
