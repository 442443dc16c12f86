import { assertInRange, assertKnownKeys, assertOneOf } from '../errors';

/** The losses that a linear classifier can be trained on; `losses/` has their formulas. */
export const LOSSES = ['cross-entropy', 'binary-cross-entropy', 'hinge'] as const;

/** The loss of a sample with scores s and label y. */
export type Loss = (typeof LOSSES)[number];

/** What is minimised, but for the penalty. */
export interface Objective {
  readonly loss: Loss;
  /**
   * ε, label smoothing: targets are T = (1 − ε) Y + ε/K, where Y is one-hot. 0 for the hinge loss,
   * which has no targets.
   *
   * Source: Szegedy et al., "Rethinking the Inception architecture for computer vision", 2016.
   */
  readonly labelSmoothing: number;
}

/** The assignment's: softmax and cross-entropy. */
export const CROSS_ENTROPY: Objective = { loss: 'cross-entropy', labelSmoothing: 0 };

/** Asserts that an objective is one that there is. */
export function assertObjective(name: string, objective: Objective): void {
  assertKnownKeys(name, objective, ['loss', 'labelSmoothing']);
  assertOneOf(`${name}.loss`, objective.loss, LOSSES);
  assertLabelSmoothing(`${name}.labelSmoothing`, objective);
}

/** Asserts ε: at least 0 and below 1, and 0 for the hinge loss. */
export function assertLabelSmoothing(name: string, { loss, labelSmoothing }: Objective): void {
  if (loss === 'hinge') assertInRange(`${name} of the hinge loss`, labelSmoothing, 0, 0);
  assertInRange(name, labelSmoothing, 0, 1, 'below');
}
