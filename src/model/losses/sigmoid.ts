import type { Link } from './loss-function';

/** Returns σ(s) = 1 / (1 + exp(−s)) without overflow. */
export function sigmoid(s: number): number {
  const small = Math.exp(-Math.abs(s));
  return s < 0 ? small / (1 + small) : 1 / (1 + small);
}

/** p = σ(s) of each score: a row's probabilities need not add up to 1. */
export const sigmoidLink: Link = {
  toProbabilities(S) {
    for (let i = 0; i < S.length; i++) S[i] = sigmoid(S[i]);
  },
  /** The derivative by β of Σ [ln(1 + exp(β s)) − Y β s]: Σ (p − Y) s, with p = σ(β s). */
  slope({ S, labels, weights, classes: K }, beta) {
    let slope = 0;
    for (let i = 0; i < labels.length; i++) {
      const weight = weights === null ? 1 : weights[i];
      for (let k = 0; k < K; k++) {
        const s = S[i * K + k];
        const p = sigmoid(beta * s);
        slope += weight * (k === labels[i] ? p - 1 : p) * s;
      }
    }
    return slope;
  },
  opposite: -1,
  onnx: { operator: 'Sigmoid', attributes: {} },
};
