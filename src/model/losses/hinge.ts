import { argmax } from './argmax';
import type { LossFunction } from './loss-function';
import { softmaxLink } from './softmax';

/** The margin by which the label's score should exceed each other score. */
const MARGIN = 1;

/**
 * Multi-class hinge (SVM): l = Σ over k ≠ y of max(0, s[k] − s[y] + 1), and ∂l/∂s[k] = 1 where the
 * margin is missed, ∂l/∂s[y] = −the number of such k; exactly at the margin, the derivative is 0.
 * Probabilities are the softmax of the scores, which this loss doesn't fit: they rank the classes,
 * but aren't calibrated.
 *
 * Source: Weston and Watkins, "Support vector machines for multi-class pattern recognition", 1999.
 */
export const hinge = {
  name: 'hinge',
  fused: 'hinge',
  link: softmaxLink,
  hasTargets: false,
  isTempered: false,
  hasRateLimit: false,
  unit: null,
  classifier: 'Linear',
  growth: 0,
  curvature: () => null,
  atZeroScores: (K) => MARGIN * (K - 1),

  definition: {
    loss: (s, y) => s.reduce((l, score, k) => l + (k === y ? 0 : Math.max(0, score - s[y] + 1)), 0),
    derivative: (s, y) => {
      const g = s.map((score, k) => (k !== y && score - s[y] + 1 > 0 ? 1 : 0));
      g[y] = -g.reduce((sum, value) => sum + value, 0);
      return g;
    },
  },

  backward({ S, y, weights, rows, classes: K }, _labelSmoothing, batchSize) {
    for (let i = 0; i < rows; i++) {
      const row = i * K;
      const label = S[row + y[i]];
      const share = (weights === null ? 1 : weights[i]) / batchSize;
      let missed = 0;
      for (let k = 0; k < K; k++) {
        if (k === y[i]) continue;
        const isMissed = S[row + k] - label + MARGIN > 0;
        if (isMissed) missed++;
        S[row + k] = isMissed ? share : 0;
      }
      S[row + y[i]] = -missed * share;
    }
  },

  isShiftInvariant: true,

  evaluate({ S, y, weights, rows, classes: K }, _labelSmoothing, metrics) {
    for (let i = 0; i < rows; i++) {
      const row = i * K;
      const best = argmax(S, row, K);
      const label = S[row + y[i]];
      let loss = -MARGIN;
      let sum = 0;
      for (let at = row; at < row + K; at++) {
        loss += Math.max(0, S[at] - label + MARGIN);
        sum += Math.exp(S[at] - S[best]);
      }
      const weight = weights === null ? 1 : weights[i];
      const trueProbability = Math.exp(label - S[best]) / sum;
      metrics.add(weight * loss, y[i], best - row, 1 / sum, trueProbability);
    }
  },
} as const satisfies LossFunction;
