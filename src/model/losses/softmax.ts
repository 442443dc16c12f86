import type { FloatArray } from '../../backend';
import { argmax } from './argmax';
import type { Link } from './loss-function';

/**
 * S ← softmax(S), row by row. Subtracts each row's maximum first, so that no exponential overflows.
 *
 * @param S  rows×K scores; P afterwards
 */
export function softmax(S: FloatArray, rows: number, K: number): void {
  for (let row = 0; row < rows * K; row += K) {
    const maximum = S[argmax(S, row, K)];
    let sum = 0;
    for (let at = row; at < row + K; at++) {
      S[at] = Math.exp(S[at] - maximum);
      sum += S[at];
    }
    for (let at = row; at < row + K; at++) S[at] /= sum;
  }
}

/** P = softmax(s): a row's probabilities add up to 1. */
export const softmaxLink: Link = {
  toProbabilities: softmax,
  /** The derivative by β of Σ −ln softmax(β s)[y]: Σ (E s − s[y]), E by the softmax's probabilities. */
  slope({ S, labels, weights, classes: K }, beta) {
    let slope = 0;
    for (let i = 0; i < labels.length; i++) {
      const row = i * K;
      const own = S[row + labels[i]];
      // Relative to the largest score, so that no exponential overflows.
      const largest = S[argmax(S, row, K)];
      let sum = 0;
      let mean = 0;
      for (let at = row; at < row + K; at++) {
        const p = Math.exp(beta * (S[at] - largest));
        sum += p;
        mean += p * (S[at] - own);
      }
      slope += ((weights === null ? 1 : weights[i]) * mean) / sum;
    }
    return slope;
  },
  opposite: 0,
  onnx: { operator: 'Softmax', attributes: { axis: 1 } },
};
