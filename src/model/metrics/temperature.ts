import type { Task } from '../../tasks';
import { LOSS_FUNCTIONS, type LabelledScores, type Loss } from '../losses';

/** The bounds of T: for scores that separate all classes, there is no best T. */
export const TEMPERATURES = { least: 1e-3, most: 1e3 };

/** Enough for a relative error of T of 10⁻¹². */
const BISECTIONS = 44;

/**
 * Fits the temperature T that minimises the mean negative log-likelihood of the probabilities
 * link(s/T), as a cooperative task. The mean is convex in β = 1/T, so bisection finds the zero of
 * its derivative for any scores.
 *
 * Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks",
 * ICML 2017, section 4.2.
 *
 * @returns T, from 10⁻³ to 10³
 */
export function* fittingTemperature(loss: Loss, scores: LabelledScores): Task<number> {
  const { link } = LOSS_FUNCTIONS[loss];
  let low = 1 / TEMPERATURES.most;
  let high = 1 / TEMPERATURES.least;
  for (let step = 0; step < BISECTIONS; step++) {
    const beta = Math.sqrt(low * high);
    if (link.slope(scores, beta) > 0) high = beta;
    else low = beta;
    yield;
  }
  return 1 / Math.sqrt(low * high);
}
