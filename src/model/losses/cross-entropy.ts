import type { FloatArray } from '../../backend';
import { argmax } from './argmax';
import { targetOf, targets, type LossFunction } from './loss-function';
import { softmax, softmaxLink } from './softmax';

/**
 * Softmax and cross-entropy: l = −Σ T ln P with P = softmax(s), and ∂l/∂s = P − T. Without label
 * smoothing, l = −ln P[y]. It is computed from the scores, as ln Σ exp(s − max) − Σ T (s − max), so
 * that the loss of a confident mistake stays finite where its probability underflows to 0.
 */
export const crossEntropy = {
  name: 'cross-entropy',
  fused: 'cross-entropy',
  link: softmaxLink,
  hasTargets: true,
  isTempered: true,
  hasRateLimit: true,
  unit: 'nats',
  classifier: 'Softmax',
  growth: 1 / 2,
  // D. Böhning, "Multinomial logistic regression algorithm", 1992.
  curvature: () => 1 / 2,
  atZeroScores: (K) => Math.log(K),

  definition: {
    loss: (s, y, epsilon) => {
      const { maximum, sum } = exponentials(s);
      const lnSum = maximum + Math.log(sum);
      if (epsilon === 0) return lnSum - s[y];
      return s.reduce((l, score, k) => l + targetOf(k, y, epsilon, s.length) * (lnSum - score), 0);
    },
    derivative: (s, y, epsilon) => {
      const { maximum, sum } = exponentials(s);
      return s.map((score, k) => {
        return Math.exp(score - maximum) / sum - targetOf(k, y, epsilon, s.length);
      });
    },
  },

  backward({ S, y, weights, rows, classes: K }, labelSmoothing, batchSize) {
    const { on, off } = targets(labelSmoothing, K);
    softmax(S, rows, K);
    for (let i = 0; i < rows; i++) {
      const weight = weights === null ? 1 : weights[i];
      for (let k = 0; k < K; k++) {
        const target = k === y[i] ? on : off;
        S[i * K + k] = (weight * (S[i * K + k] - target)) / batchSize;
      }
    }
  },

  isShiftInvariant: true,

  /** P − T, and diag(P) − P Pᵀ of each row. */
  addDerivatives(backend, { gradient, hessian }, scored, labelSmoothing) {
    const { S: P, y, weights, rows, classes: K } = scored;
    const { on, off } = targets(labelSmoothing, K);
    (backend.fused ?? { softmax }).softmax(P, rows, K);
    const own = weights ?? new Float64Array(rows).fill(1);
    const mass = new Float64Array(K);
    backend.gemm(false, false, 1, K, rows, 1, own, rows, P, K, 0, mass, K);
    let total = 0;
    for (let i = 0; i < rows; i++) {
      total += own[i];
      gradient[y[i]] -= own[i] * (on - off);
    }
    for (let k = 0; k < K; k++) gradient[k] += mass[k] - total * off;
    if (hessian === null) return;
    for (let k = 0; k < K; k++) hessian[k * K + k] += mass[k];
    if (weights !== null) scaleRows(P, weights, rows, K);
    backend.gemm(true, false, K, K, rows, -1, P, K, P, K, 1, hessian, K);
  },

  /** P. */
  toCurvatures: softmax,

  evaluate({ S, y, weights, rows, classes: K }, labelSmoothing, metrics) {
    for (let i = 0; i < rows; i++) {
      const row = i * K;
      const best = argmax(S, row, K);
      let sum = 0;
      for (let at = row; at < row + K; at++) sum += Math.exp(S[at] - S[best]);
      const plain = Math.log(sum) - (S[row + y[i]] - S[best]);
      const smoothed = labelSmoothing * (S[row + y[i]] - mean(S, row, K));
      const loss = labelSmoothing === 0 ? plain : plain + smoothed;
      const trueProbability = Math.exp(S[row + y[i]] - S[best]) / sum;
      const weight = weights === null ? 1 : weights[i];
      metrics.add(weight * loss, y[i], best - row, 1 / sum, trueProbability);
    }
  },
} as const satisfies LossFunction;

/** Multiplies each row by the square root of its weight. */
function scaleRows(P: Float64Array, weights: Float64Array, rows: number, K: number): void {
  for (let i = 0, at = 0; i < rows; i++) {
    const root = Math.sqrt(weights[i]);
    for (let k = 0; k < K; k++, at++) P[at] *= root;
  }
}

function mean(S: FloatArray, row: number, K: number): number {
  let sum = 0;
  for (let at = row; at < row + K; at++) sum += S[at];
  return sum / K;
}

/** Returns the largest score, and Σ exp(s − it). */
function exponentials(s: Float64Array) {
  const maximum = Math.max(...s);
  return { maximum, sum: s.reduce((total, score) => total + Math.exp(score - maximum), 0) };
}
