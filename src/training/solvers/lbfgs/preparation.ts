import { ALONE } from '../../../cluster';
import type { RowSource } from '../../../data';
import type { Task } from '../../../tasks';
import type { SolverParts } from '../solver';
import { minimisingBias } from './best-bias';
import { estimatingMoments, type SecondMoments } from './second-moments';

/** The part of the largest curvature that each class has at least. */
const LEAST_CURVATURE = 1e-4;

/** What L-BFGS begins with, whatever λ is. */
export interface Preparation {
  readonly moments: SecondMoments;
  /** b for W = 0: K. */
  readonly bias: Float64Array;
  /** The mean of ∂²l/∂s_k² of each class there: K. */
  readonly curvatures: Float64Array;
}

type Parts = Pick<SolverParts, 'backend' | 'objective' | 'parameters' | 'source'>;

/** Estimates the features' second moments, and finds the bias that is best at W = 0: as a task. */
export function* preparing({ backend, objective, parameters, source }: Parts): Task<Preparation> {
  const moments = yield* estimatingMoments(backend, { source, classes: parameters.classes });
  const K = parameters.classes;
  const weights = yield* weighingClasses(source, K);
  const y = Uint16Array.from(weights.keys());
  // All samples of a class have the same scores, so that one row stands for them.
  const { shift, hessian } = yield* minimisingBias(
    backend,
    objective.minimised,
    // Each process counts all labels.
    ALONE,
    K,
    function* (bias, receive) {
      const S = Float64Array.from({ length: K * K }, (_, i) => bias[i % K]);
      receive({ S, y, weights, rows: K, classes: K });
      yield;
    },
  );
  const curvatures = shift.map((_, k) => hessian[k * K + k]);
  const least = LEAST_CURVATURE * Math.max(...curvatures);
  return { moments, bias: shift, curvatures: curvatures.map((own) => Math.max(own, least)) };
}

/** Adds up the weights of each class's samples: K. */
function* weighingClasses(source: RowSource, K: number): Task<Float64Array> {
  const totals = new Float64Array(K);
  for (const { rows, labels, weights } of source.blocks) {
    for (let i = 0; i < rows; i++) totals[labels[i]] += weights === null ? 1 : weights[i];
    yield;
  }
  return totals;
}
