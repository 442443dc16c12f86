import type { Task } from '../../tasks';
import { LOSS_FUNCTIONS, type LabelledScores, type Loss } from '../losses';

/** T is looked for between 1/this and this: of scores that part all classes, none is the best. */
const MOST = 1e3;

/** T is known to a relative 10⁻¹² then. */
const BISECTIONS = 44;

/**
 * The temperature T for which the probabilities of s/T have the smallest mean negative log-likelihood:
 * of the softmax, or for binary cross-entropy of each score's sigmoid. The mean is convex in β = 1/T:
 * the zero of its derivative is found by bisection, which no scores mislead. A cooperative task: each
 * of its steps is a pass over the scores.
 *
 * Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks",
 * ICML 2017, section 4.2.
 *
 * @returns T, from 10⁻³ to 10³
 */
export function* fittingTemperature(loss: Loss, scores: LabelledScores): Task<number> {
  const { link } = LOSS_FUNCTIONS[loss];
  let low = 1 / MOST;
  let high = MOST;
  for (let step = 0; step < BISECTIONS; step++) {
    const beta = Math.sqrt(low * high);
    if (link.slope(scores, beta) > 0) high = beta;
    else low = beta;
    yield;
  }
  return 1 / Math.sqrt(low * high);
}
