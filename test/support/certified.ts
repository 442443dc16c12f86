import { expect } from 'chai';
import { Standardiser, type DataSet } from '../../src/data';
import { train, type TrainingResult, type TrainOptions } from '../../src/library';
import { accuracyAt, costAt, type ConvexProblem } from './convex-problem';
import { newtonOptimum } from './newton-optimum';

/** The settings that decide a cost. */
export interface CostSettings extends Pick<ConvexProblem, 'lambda' | 'loss' | 'labelSmoothing'> {
  readonly standardise: boolean;
}

/** A classifier with its certificate. */
type Certified = Pick<TrainingResult, 'classifier' | 'certificate'>;

/** Minimises a cost on one thread, by default in float64. */
export async function solved(
  set: DataSet,
  settings: CostSettings,
  options: Pick<TrainOptions, 'dtype' | 'tolerance'> = {},
): Promise<TrainingResult> {
  const fixed = { solver: 'lbfgs', dtype: 'float64', threads: 1 } as const;
  return train(set, { ...fixed, ...settings, ...options });
}

/** The cost that a training minimises, in plain numbers. */
export function problemOf(set: DataSet, settings: CostSettings): ConvexProblem {
  const { samples, features, labels } = set;
  const { standardise, ...own } = settings;
  const X = new Float64Array(samples * features);
  const standardiser = standardise ? Standardiser.fit(set) : Standardiser.none(set);
  const all = Uint32Array.from({ length: samples }, (_, i) => i);
  standardiser.gather(set, all, 0, samples, X);
  const weights = set.weights ?? new Float64Array(samples).fill(1);
  return { ...own, X, labels, weights, samples, features, classes: set.classes.length };
}

/** W and b of a result, b in the last column. */
export function thetaOf({ classifier }: Pick<Certified, 'classifier'>): Float64Array {
  const { weights, bias, features: d } = classifier;
  return Float64Array.from({ length: bias.length * (d + 1) }, (_, at) => {
    const k = Math.floor(at / (d + 1));
    const j = at - k * (d + 1);
    return j === d ? bias[k] : weights[k * d + j];
  });
}

/** The certificate of a cost with λ above 0. */
export function boundsOf({ certificate }: Pick<Certified, 'certificate'>) {
  if (certificate === null) throw new Error('certificate: expected one, got null');
  const { gap, relativeGap, distance, accuracy } = certificate;
  if (gap === null || relativeGap === null || distance === null || accuracy === null) {
    throw new Error(`certificate: expected bounds, got ${JSON.stringify(certificate)}`);
  }
  return { ...certificate, gap, relativeGap, distance, accuracy };
}

/** Expects that a certificate promises no more than is true, by the optimum of another method. */
export function expectHonest(problem: ConvexProblem, result: Certified): void {
  const { gap, distance, accuracy } = boundsOf(result);
  const theta = thetaOf(result);
  const cost = costAt(problem, theta);
  const optimum = newtonOptimum(problem);
  const rounding = roundingOf(problem, theta, cost);
  const above = cost - optimum.cost;
  expect(above, 'J − J*').to.be.at.least(-optimum.gap - rounding);
  expect(above, 'J − J*').to.be.at.most(gap + optimum.gap + rounding);
  const far = weightDistance(problem, theta, optimum.theta);
  expect(far, '‖W − W*‖').to.be.at.most((distance + optimum.distance) * (1 + 1e-9));
  const { least, most } = accuracy;
  expect(accuracyAt(problem, optimum.theta), 'accuracy at W*').to.be.within(least, most);
}

/**
 * How far two computations of J may be apart: the losses' sum and each score are sums of n and d numbers,
 * each of which is off by half a unit in the last place.
 */
function roundingOf(
  { X, features: d, samples, classes }: ConvexProblem,
  theta: Float64Array,
  cost: number,
): number {
  let largest = 0;
  for (let i = 0; i < samples; i++) {
    for (let k = 0; k < classes; k++) {
      const row = k * (d + 1);
      let sum = Math.abs(theta[row + d]);
      for (let j = 0; j < d; j++) sum += Math.abs(theta[row + j] * X[i * d + j]);
      largest = Math.max(largest, sum);
    }
  }
  return 2 ** -52 * (samples * cost + (d + 4) * largest);
}

function weightDistance({ features: d }: ConvexProblem, a: Float64Array, b: Float64Array): number {
  return Math.hypot(...a.map((value, at) => (at % (d + 1) === d ? 0 : value - b[at])));
}
