import { argmax } from './argmax';
import { targetOf, targets, type LossFunction } from './loss-function';
import { sigmoid, sigmoidLink } from './sigmoid';

/** Returns ln(1 + exp(s)) without overflow. */
function softplus(s: number): number {
  return Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
}

/**
 * Sigmoid and multiple binary cross-entropy, a yes-or-no question for each class: l = −1/K Σ [T ln
 * p + (1 − T) ln(1 − p)] with p = σ(s), which is 1/K Σ [ln(1 + exp(s)) − T s], and ∂l/∂s = (p − T)
 * / K. A prediction's probability is p of the class with the highest score; the p of all classes
 * need not add up to 1.
 *
 * Source: KTH, DD2424 "Deep learning in data science", assignment 1, optional part.
 */
export const binaryCrossEntropy = {
  name: 'binary-cross-entropy',
  fused: 'binary-cross-entropy',
  link: sigmoidLink,
  hasTargets: true,
  isTempered: true,
  hasRateLimit: false,
  unit: null,
  classifier: 'Linear',
  growth: 1 / 8,
  curvature: (K) => 1 / (4 * K),
  atZeroScores: () => Math.log(2),

  definition: {
    loss: (s, y, epsilon) =>
      s.reduce((l, score, k) => {
        const lnSum = Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
        return l + (lnSum - targetOf(k, y, epsilon, s.length) * score) / s.length;
      }, 0),
    derivative: (s, y, epsilon) =>
      s.map((score, k) => {
        return (1 / (1 + Math.exp(-score)) - targetOf(k, y, epsilon, s.length)) / s.length;
      }),
  },

  backward({ S, y, weights, rows, classes: K }, labelSmoothing, batchSize) {
    const { on, off } = targets(labelSmoothing, K);
    const share = 1 / (K * batchSize);
    for (let i = 0; i < rows; i++) {
      const factor = weights === null ? share : weights[i] * share;
      for (let k = 0; k < K; k++) {
        const target = k === y[i] ? on : off;
        S[i * K + k] = factor * (sigmoid(S[i * K + k]) - target);
      }
    }
  },

  isShiftInvariant: false,

  /** (p − T) / K, and diag(p (1 − p)) / K of each row. */
  addDerivatives(_, { gradient, hessian }, scored, labelSmoothing) {
    const { S, y, weights, rows, classes: K } = scored;
    const { on, off } = targets(labelSmoothing, K);
    for (let i = 0; i < rows; i++) {
      const share = (weights === null ? 1 : weights[i]) / K;
      for (let k = 0; k < K; k++) {
        const p = sigmoid(S[i * K + k]);
        gradient[k] += share * (p - (k === y[i] ? on : off));
        if (hessian !== null) hessian[k * K + k] += share * p * (1 - p);
      }
    }
  },

  /** p (1 − p) / K. */
  toCurvatures(S, rows, K) {
    for (let i = 0; i < rows * K; i++) {
      const p = sigmoid(S[i]);
      S[i] = (p * (1 - p)) / K;
    }
  },

  evaluate({ S, y, weights, rows, classes: K }, labelSmoothing, metrics) {
    const { on, off } = targets(labelSmoothing, K);
    for (let i = 0; i < rows; i++) {
      const row = i * K;
      const best = argmax(S, row, K);
      let sum = 0;
      for (let k = 0; k < K; k++) {
        const target = k === y[i] ? on : off;
        sum += softplus(S[row + k]) - target * S[row + k];
      }
      const weight = weights === null ? 1 : weights[i];
      const probability = sigmoid(S[best]);
      metrics.add((weight * sum) / K, y[i], best - row, probability, sigmoid(S[row + y[i]]));
    }
  },
} as const satisfies LossFunction;
