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

/** A step of Newton's below this, in β, is the last. */
const PRECISION = 1e-12;

/** Bisection alone needs some 50. */
const MOST_STEPS = 200;

/**
 * The temperature T for which the probabilities of s/T have the smallest mean negative log-likelihood:
 * of the softmax, or, where the loss is binary cross-entropy, of each score's sigmoid. The mean is
 * convex in β = 1/T, and found by Newton's method inside a bracket that bisection keeps.
 *
 * Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks",
 * ICML 2017, section 4.2.
 *
 * @returns T, from 10⁻³ to 10³
 */
export function fitTemperature(loss: Loss, scores: LabelledScores): number {
  const slopesAt = loss === 'binary-cross-entropy' ? sigmoidSlopes : softmaxSlopes;
  let low = 1 / MOST;
  let high = MOST;
  let beta = 1;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { first, second } = slopesAt(scores, beta);
    const newton = beta - first / second;
    if (Math.abs(newton - beta) <= PRECISION * beta) break;
    if (first > 0) high = beta;
    else low = beta;
    beta = newton > low && newton < high ? newton : Math.sqrt(low * high);
  }
  return 1 / beta;
}

/** The first and the second derivative of the mean negative log-likelihood in β, times n. */
interface Slopes {
  first: number;
  second: number;
}

/** Of −ln softmax(β s)[y]: E s − s[y] and Var s, over the softmax's probabilities. */
function softmaxSlopes({ S, labels, weights, classes: K }: LabelledScores, beta: number): Slopes {
  const slopes = { first: 0, second: 0 };
  for (let i = 0; i < labels.length; i++) {
    const row = i * K;
    const own = S[row + labels[i]];
    // Differences from the own score: none overflows, and the variance is that of the scores.
    let highest = -Infinity;
    for (let at = row; at < row + K; at++) highest = Math.max(highest, S[at] - own);
    let sum = 0;
    let mean = 0;
    let square = 0;
    for (let at = row; at < row + K; at++) {
      const difference = S[at] - own;
      const p = Math.exp(beta * (difference - highest));
      sum += p;
      mean += p * difference;
      square += p * difference * difference;
    }
    const weight = weights === null ? 1 : weights[i];
    slopes.first += (weight * mean) / sum;
    slopes.second += weight * (square / sum - (mean / sum) ** 2);
  }
  return slopes;
}

/** Of Σ [ln(1 + exp(β s)) − Y β s]: Σ (p − Y) s and Σ p (1 − p) s², with p = σ(β s). */
function sigmoidSlopes({ S, labels, weights, classes: K }: LabelledScores, beta: number): Slopes {
  const slopes = { first: 0, second: 0 };
  for (let i = 0; i < labels.length; i++) {
    const weight = weights === null ? 1 : weights[i];
    for (let k = 0; k < K; k++) {
      const s = S[i * K + k];
      const p = sigmoid(beta * s);
      slopes.first += weight * (k === labels[i] ? p - 1 : p) * s;
      slopes.second += weight * p * (1 - p) * s * s;
    }
  }
  return slopes;
}
