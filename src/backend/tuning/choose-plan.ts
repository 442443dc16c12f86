import type { Task } from '../../tasks';
import type { PassShape, Plan } from '../backend';
import type { Addon } from '../load-addon';
import { candidates, type Candidate } from './candidates';
import { findingFastest } from './measure';
import { keepPlan, planKey, recallPlan } from './remembered-plans';

/** What of a plan the user asked for. */
export type GivenPlan = Partial<Candidate>;

/** Below so many weights, a pass takes microseconds, and its plan decides nothing worth measuring. */
const FEWEST_WEIGHTS = 16_384;

/** What was chosen in this process, so that all its runs of a shape have one plan. */
const chosen = new Map<string, Plan>();

/**
 * How samples of a shape pass through a model: as asked for, or else as it was once measured to be
 * fastest on this machine with this build. Measuring takes steps.
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
  // A half that is asked for goes with the other half's first choice: nothing is left to measure.
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
  // Another training in this process may have come first meanwhile: its plan counts for both.
  const first = chosen.get(key) ?? plan;
  chosen.set(key, first);
  return first;
}

function recalledPlan(key: string): Plan | undefined {
  const plan = recallPlan(key);
  return plan && { ...plan, reason: 'as measured earlier on this machine' };
}

function* measuringAndKeeping(
  addon: Addon,
  shape: PassShape,
  list: readonly Candidate[],
  key: string,
): Task<Plan> {
  const plan = yield* findingFastest(addon, shape, list);
  const failure = keepPlan(key, plan);
  const reason = 'as measured just now on this machine';
  return { ...plan, reason: failure === null ? reason : `${reason}, for this process: ${failure}` };
}
