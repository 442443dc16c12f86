import type { Loss } from '../../src/model';

/**
 * A cost in plain numbers: J(θ) = Σ wᵢ lᵢ / Σ wᵢ + λ Σ W². θ is K×(d + 1), row-major: W and, in the last
 * column, b.
 */
export interface ConvexProblem {
  /** n×d, as the model sees them. */
  readonly X: Float64Array;
  readonly labels: ArrayLike<number>;
  /** n, at least 0. */
  readonly weights: ArrayLike<number>;
  readonly samples: number;
  readonly features: number;
  readonly classes: number;
  readonly loss: Exclude<Loss, 'hinge'>;
  readonly labelSmoothing: number;
  readonly lambda: number;
}

/** J, ∂J/∂θ and ∂²J/∂θ² at θ. */
export interface Derivatives {
  readonly cost: number;
  readonly gradient: Float64Array;
  /** Symmetric, of which the lower triangle is filled. */
  readonly hessian: Float64Array;
}

export function costAt(problem: ConvexProblem, theta: Float64Array): number {
  const { samples, weights } = problem;
  let sum = 0;
  for (let i = 0; i < samples; i++) {
    if (weights[i] > 0) sum += weights[i] * lossOf(problem, i, scoresOf(problem, theta, i));
  }
  return sum / totalWeight(problem) + penalty(problem, theta);
}

/** The fraction of all samples, whatever their weights, whose class has the highest score. */
export function accuracyAt(problem: ConvexProblem, theta: Float64Array): number {
  const { samples, labels } = problem;
  let right = 0;
  for (let i = 0; i < samples; i++) {
    const scores = scoresOf(problem, theta, i);
    if (scores.indexOf(Math.max(...scores)) === labels[i]) right++;
  }
  return right / samples;
}

export function derivativesAt(problem: ConvexProblem, theta: Float64Array): Derivatives {
  const { samples, features, classes: K, weights, lambda } = problem;
  const D = features + 1;
  const gradient = theta.map((value, at) => (at % D === features ? 0 : 2 * lambda * value));
  const hessian = new Float64Array((K * D) ** 2);
  for (let at = 0; at < K * D; at++) {
    if (at % D !== features) hessian[at * K * D + at] = 2 * lambda;
  }
  const total = totalWeight(problem);
  for (let i = 0; i < samples; i++) {
    if (!(weights[i] > 0)) continue;
    const own = slopesOf(problem, i, scoresOf(problem, theta, i));
    addSample(problem, i, weights[i] / total, own, gradient, hessian);
  }
  return { cost: costAt(problem, theta), gradient, hessian };
}

/** ‖∂J/∂W‖², and the largest |∂J/∂b|. */
export function gradientNorms({ features }: ConvexProblem, gradient: Float64Array) {
  let squares = 0;
  let bias = 0;
  gradient.forEach((value, at) => {
    if (at % (features + 1) === features) bias = Math.max(bias, Math.abs(value));
    else squares += value * value;
  });
  return { squares, bias };
}

/** ∂l/∂s, and ∂²l/∂s² as K×K. */
interface Slopes {
  readonly first: readonly number[];
  readonly second: (k: number, m: number) => number;
}

function slopesOf(problem: ConvexProblem, i: number, s: readonly number[]): Slopes {
  const T = targetsOf(problem, i);
  const K = s.length;
  if (problem.loss === 'binary-cross-entropy') {
    const p = s.map((score) => 1 / (1 + Math.exp(-score)));
    const second = (k: number, m: number): number => (k === m ? (p[k] * (1 - p[k])) / K : 0);
    return { first: p.map((own, k) => (own - T[k]) / K), second };
  }
  const lnSum = lnSumExp(s);
  const p = s.map((score) => Math.exp(score - lnSum));
  const second = (k: number, m: number): number => (k === m ? p[k] : 0) - p[k] * p[m];
  return { first: p.map((own, k) => own - T[k]), second };
}

function lossOf(problem: ConvexProblem, i: number, s: readonly number[]): number {
  const T = targetsOf(problem, i);
  if (problem.loss === 'cross-entropy') {
    const lnSum = lnSumExp(s);
    return s.reduce((l, score, k) => l + T[k] * (lnSum - score), 0);
  }
  const terms = s.map((score, k) => T[k] * softplus(-score) + (1 - T[k]) * softplus(score));
  return terms.reduce((l, term) => l + term, 0) / s.length;
}

const softplus = (s: number): number => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));

function lnSumExp(s: readonly number[]): number {
  const top = Math.max(...s);
  return top + Math.log(s.reduce((sum, score) => sum + Math.exp(score - top), 0));
}

function targetsOf({ labels, classes, labelSmoothing }: ConvexProblem, i: number): number[] {
  const off = labelSmoothing / classes;
  return Array.from({ length: classes }, (_, k) =>
    k === labels[i] ? 1 - labelSmoothing + off : off,
  );
}

function scoresOf(problem: ConvexProblem, theta: Float64Array, i: number): number[] {
  const { X, features, classes } = problem;
  return Array.from({ length: classes }, (_, k) => {
    const row = k * (features + 1);
    let score = theta[row + features];
    for (let j = 0; j < features; j++) score += theta[row + j] * X[i * features + j];
    return score;
  });
}

function addSample(
  { X, features, classes: K }: ConvexProblem,
  i: number,
  weight: number,
  { first, second }: Slopes,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const D = features + 1;
  const x = [...X.subarray(i * features, (i + 1) * features), 1];
  for (let k = 0; k < K; k++) {
    x.forEach((value, j) => (gradient[k * D + j] += weight * first[k] * value));
    for (let m = 0; m <= k; m++) {
      const curvature = weight * second(k, m);
      for (let j = 0; j < D; j++) {
        const row = (k * D + j) * K * D + m * D;
        const factor = curvature * x[j];
        for (let l = 0; l < D; l++) hessian[row + l] += factor * x[l];
      }
    }
  }
}

function penalty({ lambda, features }: ConvexProblem, theta: Float64Array): number {
  const isWeight = (at: number): boolean => at % (features + 1) !== features;
  return lambda * theta.reduce((sum, value, at) => (isWeight(at) ? sum + value * value : sum), 0);
}

function totalWeight({ weights, samples }: ConvexProblem): number {
  let sum = 0;
  for (let i = 0; i < samples; i++) sum += weights[i];
  return sum;
}
