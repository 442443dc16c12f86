import { assertInRange } from '../errors';
import { DEFAULT_LOSS, LOSS_FUNCTIONS, type Loss } from './losses';

/** The loss to minimise, without the penalty. */
export interface Objective {
  /** By default `cross-entropy`. */
  readonly loss: Loss;
  /**
   * ε of label smoothing: targets are T = (1 − ε) Y + ε/K, where Y is one-hot. From 0, the default,
   * to below 1; always 0 for a loss without targets, the hinge loss.
   *
   * Source: Szegedy et al., "Rethinking the Inception architecture for computer vision", 2016.
   */
  readonly labelSmoothing: number;
}

/** The assignment's objective: softmax and cross-entropy. */
export const CROSS_ENTROPY: Objective = { loss: DEFAULT_LOSS, labelSmoothing: 0 };

/** Throws unless ε is at least 0 and below 1, and 0 for a loss without targets. */
export function assertLabelSmoothing(name: string, objective: Objective): void {
  const { loss, labelSmoothing } = objective;
  if (!canSmooth(objective)) assertInRange(`${name} of the ${loss} loss`, labelSmoothing, 0, 0);
  assertInRange(name, labelSmoothing, 0, 1, 'below');
}

/** Returns true unless label smoothing is set for a loss without targets. */
export const canSmooth = ({ loss, labelSmoothing }: Objective): boolean =>
  labelSmoothing === 0 || LOSS_FUNCTIONS[loss].hasTargets;
