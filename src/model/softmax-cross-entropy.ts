import type { FloatArray } from '../backend';
import type { Tally } from './tally';

/** Where a row's largest score is; the first of equals. */
function argmax(S: FloatArray, row: number, K: number): number {
  let best = row;
  for (let at = row + 1; at < row + K; at++) if (S[at] > S[best]) best = at;
  return best;
}

/**
 * P = softmax of each row of S, in place. The row's maximum is subtracted first, so that no
 * exponential overflows.
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

/**
 * Tallies, for each row i with label yᵢ, the cross-entropy −ln P[i, yᵢ], and the class with the
 * highest score with its probability.
 *
 * The cross-entropy is taken from the scores, as ln Σ exp(S − max) − (S[i, yᵢ] − max): a confident
 * mistake's loss stays finite where its probability has underflowed to 0.
 *
 * @param S  rows×K scores
 * @param y  rows labels
 */
export function tallyCrossEntropy(
  S: FloatArray,
  y: Uint16Array,
  rows: number,
  K: number,
  tally: Tally,
): void {
  for (let i = 0; i < rows; i++) {
    const row = i * K;
    const best = argmax(S, row, K);
    let sum = 0;
    for (let at = row; at < row + K; at++) sum += Math.exp(S[at] - S[best]);
    const loss = Math.log(sum) - (S[row + y[i]] - S[best]);
    tally.add(loss, y[i], best - row, 1 / sum);
  }
}

/**
 * G = (P − Y) / n_b, in place: the gradient of the mean cross-entropy of a mini-batch of n_b
 * samples with respect to its scores. Y is one-hot.
 *
 * @param P          rows×K probabilities; G afterwards
 * @param y          rows labels
 * @param batchSize  n_b; the rows may be a part of the mini-batch
 */
export function softmaxCrossEntropyBackward(
  P: FloatArray,
  y: Uint16Array,
  rows: number,
  K: number,
  batchSize: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < K; k++) {
      const target = k === y[i] ? 1 : 0;
      P[i * K + k] = (P[i * K + k] - target) / batchSize;
    }
  }
}
