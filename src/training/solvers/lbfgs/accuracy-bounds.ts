import { summing, type Communicator } from '../../../cluster';
import type { LinearObjective } from '../../../model';
import type { Task } from '../../../tasks';
import { cholesky, invertLower } from '../../../algebra';
import { normsOf } from './row-norms';
import type { RowScores } from './row-scores';

/** How far an optimum may be. */
export interface Distance {
  /** ‖W − W*‖ at most. */
  readonly distance: number;
  /** ∂²loss/∂b²: K×K, at W and the b that is best for it. */
  readonly hessian: Float64Array;
  /** The processes that share the rows. */
  readonly all: Communicator;
}

/**
 * Bounds the accuracy at the optimum: a sample keeps its prediction unless its margin is below what
 * the bound on W, and the one on b that follows from it, can change.
 *
 * Two scores of a sample x differ by at most √2 ρ ‖x‖ more or less for ‖W − W*‖ ≤ ρ. The best b for
 * W* has ∂loss/∂b = 0; at the present b its norm is at most q = L ρ E‖x‖, with the bound L on the
 * loss's curvature. By a shift v of the scores, the curvature falls to e^−(max v − min v) of what it
 * was at least (softmax: Bach, "Self-concordant analysis for logistic regression", 2010). So with
 * its smallest value σ, b's differences change by at most −ln(1 − √2 q / σ).
 */
export function* boundingAccuracy(
  { minimised }: Pick<LinearObjective, 'minimised'>,
  scores: RowScores,
  shift: Float64Array,
  { distance, hessian, all }: Distance,
): Task<{ readonly least: number; readonly most: number }> {
  const K = shift.length;
  const norms: Float64Array[] = [];
  const margins: Float64Array[] = [];
  /** Rows, Σ w and Σ w ‖x‖; then the largest ‖x‖ of each process. */
  const sums = new Float64Array(3 + all.size);
  const largest = 3 + all.rank;
  yield* scores.shiftedRows(shift, ({ S, y, weights, rows: count }, { samples, first }) => {
    const own = normsOf(samples, first, count);
    const margin = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      margin[i] = marginOf(S, i * K, K, y[i]);
      const weight = weights === null ? 1 : weights[i];
      sums[1] += weight;
      sums[2] += weight * own[i];
      sums[largest] = Math.max(sums[largest], own[i]);
    }
    sums[0] += count;
    norms.push(own);
    margins.push(margin);
  });

  yield* summing(all, sums);
  const [rows, total, weighted, ...norm] = sums;

  const change = Math.SQRT2 * distance;
  const curvature = (minimised.loss.curvature(K) ?? Infinity) * distance * (weighted / total);
  const sigma = smallestEigenvalue(hessian, K, minimised.loss.isShiftInvariant);
  const left = 1 - (Math.SQRT2 * curvature * Math.exp(change * Math.max(...norm))) / sigma;
  const ofBias = left > 0 ? -Math.log(left) : Infinity;

  const kept = new Float64Array(2);
  margins.forEach((margin, s) => {
    for (let i = 0; i < margin.length; i++) {
      const most = change * norms[s][i] + ofBias;
      if (margin[i] > most) kept[0]++;
      if (margin[i] >= -most) kept[1]++;
    }
  });
  yield* summing(all, kept);
  return { least: kept[0] / rows, most: kept[1] / rows };
}

/** The score of the sample's class less the highest other one; negative if it is wrong. */
function marginOf(S: Float64Array, row: number, K: number, y: number): number {
  let other = -Infinity;
  for (let k = 0; k < K; k++) if (k !== y) other = Math.max(other, S[row + k]);
  return S[row + y] - other;
}

/**
 * A lower bound on the smallest eigenvalue, 1 / ‖H⁻¹‖ with the Frobenius norm; without that of the
 * vector of ones, which is 0, where all scores may be shifted alike.
 */
function smallestEigenvalue(H: Float64Array, K: number, isSingular: boolean): number {
  const A = H.slice();
  let trace = 0;
  for (let k = 0; k < K; k++) trace += H[k * K + k];
  // Any eigenvalue will do for the vector of ones; of the trace, it isn't the smallest one.
  if (isSingular) for (let i = 0; i < A.length; i++) A[i] += trace / K;
  const inverse = invertLower(cholesky(A, K, Number.MIN_VALUE), K);
  // ‖(L Lᵀ)⁻¹‖ ≤ ‖L⁻¹‖²; and H is known within a hundredth.
  let sum = 0;
  for (let i = 0; i < inverse.length; i++) sum += inverse[i] * inverse[i];
  return 0.99 / sum;
}
