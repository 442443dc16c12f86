import type { Backend } from '../../../backend';
import { summing, type Communicator } from '../../../cluster';
import type { LinearObjective } from '../../../model';
import type { Task } from '../../../tasks';
import { cholesky, solveCholesky } from '../../../algebra';
import type { Scored } from './row-scores';

/** A derivative by a class's score that is rounding errors alone. */
const EXACT = 1e-15;

/** A class without samples has its minimum at −∞: each iteration takes it by about 1 towards it. */
const MOST_ITERATIONS = 60;

/** How far the scores may shift before a Hessian is computed again: it changes by less than 1 %. */
const SAME_HESSIAN = 0.004;

type Minimised = LinearObjective['minimised'];

/** What to add to a bias for the smallest loss, and the mean loss's Hessian there. */
export interface BestBias {
  /** K. */
  readonly shift: Float64Array;
  /** ∂²loss/∂b²: K×K, within a hundredth. */
  readonly hessian: Float64Array;
}

/** Hands out all rows with a shift: see `RowScores`. */
type HandOut = (shift: Float64Array, receive: (scored: Scored) => void) => Task<void>;

/**
 * Finds the shift of the scores for which the mean loss is smallest, to rounding errors: Newton's
 * method, as a cooperative task. Near the minimum it keeps the Hessian, which costs more than a
 * gradient.
 *
 * @param all  the processes whose rows are added up
 */
export function* minimisingBias(
  backend: Backend,
  { loss, labelSmoothing }: Minimised,
  all: Communicator,
  K: number,
  hand: HandOut,
): Task<BestBias> {
  const isSingular = loss.isShiftInvariant;
  const derivatives = function* (shift: Float64Array, hessian: Float64Array | null) {
    const gradient = new Float64Array(K);
    const weight = new Float64Array(1);
    yield* hand(shift, (scored) => {
      weight[0] += weightOf(scored);
      loss.addDerivatives?.(backend, { gradient, hessian }, scored, labelSmoothing);
    });
    const sums = hessian === null ? [gradient] : [gradient, hessian];
    yield* summing(all, weight, ...sums);
    for (const values of sums) {
      for (let i = 0; i < values.length; i++) values[i] /= weight[0];
    }
    return gradient;
  };

  let shift = new Float64Array(K);
  let hessian = new Float64Array(K * K);
  let gradient = yield* derivatives(shift, hessian);
  let moved = 0;
  let shortened = 1;
  for (let i = 0; i < MOST_ITERATIONS && largest(gradient) > EXACT; i++) {
    const step = newtonStep(gradient, hessian, K, isSingular).map((own) => own * shortened);
    moved += largest(step);
    const next = shift.map((value, k) => value - step[k]);
    const isSame = moved <= SAME_HESSIAN;
    const nextHessian = isSame ? hessian : new Float64Array(K * K);
    const there = yield* derivatives(next, isSame ? null : nextHessian);
    // Within some 10⁻¹⁵ of 0, nothing gets smaller any more; further away, a shorter step does.
    if (!(largest(there) < largest(gradient))) {
      if (largest(gradient) < 100 * EXACT) break;
      shortened /= 4;
      continue;
    }
    if (!isSame) moved = 0;
    [shift, gradient, hessian, shortened] = [next, there, nextHessian, 1];
  }
  return { shift, hessian };
}

/**
 * Solves H step = g. Where all scores may be shifted alike, H is singular, and the class of the
 * largest curvature stays where it is: a small one's relative precision would be lost.
 */
function newtonStep(
  gradient: Float64Array,
  hessian: Float64Array,
  K: number,
  isSingular: boolean,
): Float64Array {
  const diagonal = Float64Array.from({ length: K }, (_, k) => hessian[k * K + k]);
  const fixed = isSingular ? diagonal.indexOf(Math.max(...diagonal)) : -1;
  const free = Array.from(diagonal.keys()).filter((k) => k !== fixed && diagonal[k] > 0);
  const A = new Float64Array(free.length ** 2);
  free.forEach((k, i) => free.forEach((l, j) => (A[i * free.length + j] = hessian[k * K + l])));
  const x = Float64Array.from(free, (k) => gradient[k]);
  solveCholesky(cholesky(A, free.length, Number.MIN_VALUE), free.length, x);
  const step = new Float64Array(K);
  free.forEach((k, i) => (step[k] = Math.max(-4, Math.min(4, x[i]))));
  return step;
}

function weightOf({ rows, weights }: Scored): number {
  if (weights === null) return rows;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += weights[i];
  return sum;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
