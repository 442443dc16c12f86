import { finish, type Steps } from '../../pacing';
import { sigmoid } from '../losses';
import type { Loss } from '../objective';

/** Scores of labelled samples. */
export interface LabelledScores {
  /** S: n×K. */
  readonly S: Float64Array;
  /** y: n. */
  readonly labels: ArrayLike<number>;
  /** How much each sample counts: n; null if all count alike. */
  readonly weights: Float64Array | null;
  /** K. */
  readonly classes: number;
}

/** T is looked for between 1/this and this: of scores that part all classes, none is the best. */
const MOST = 1e3;

/** T is known to a relative 10⁻¹² then. */
const BISECTIONS = 44;

/**
 * The temperature T for which the probabilities of s/T have the smallest mean negative log-likelihood:
 * of the softmax, or, where the loss is binary cross-entropy, of each score's sigmoid. The mean is
 * convex in β = 1/T: the zero of its derivative is found by bisection, which no scores mislead.
 *
 * Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks",
 * ICML 2017, section 4.2.
 *
 * @returns T, from 10⁻³ to 10³
 */
export function fitTemperature(loss: Loss, scores: LabelledScores): number {
  return finish(fittingTemperature(loss, scores));
}

/** Likewise, in steps: each looks at all scores. */
export function* fittingTemperature(loss: Loss, scores: LabelledScores): Steps<number> {
  const slopeAt = loss === 'binary-cross-entropy' ? sigmoidSlope : softmaxSlope;
  let low = 1 / MOST;
  let high = MOST;
  for (let step = 0; step < BISECTIONS; step++) {
    const beta = Math.sqrt(low * high);
    if (slopeAt(scores, beta) > 0) high = beta;
    else low = beta;
    yield;
  }
  return 1 / Math.sqrt(low * high);
}

/** The derivative in β of Σ −ln softmax(β s)[y]: Σ (E s − s[y]), by the softmax's probabilities. */
function softmaxSlope({ S, labels, weights, classes: K }: LabelledScores, beta: number): number {
  let slope = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = i * K;
    const own = S[row + labels[i]];
    // Differences from the largest score: no exponential overflows.
    let largest = S[row];
    for (let at = row + 1; at < row + K; at++) largest = Math.max(largest, S[at]);
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
}

/** The derivative in β of Σ [ln(1 + exp(β s)) − Y β s]: Σ (p − Y) s, with p = σ(β s). */
function sigmoidSlope({ S, labels, weights, classes: K }: LabelledScores, beta: number): number {
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
}
