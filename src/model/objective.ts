import { assertInRange, assertKnownKeys, assertOneOf } from '../errors';

/**
 * The loss of a sample with scores s, label y and targets T = (1 − ε) Y + ε/K, where Y is one-hot and ε
 * is the label smoothing:
 *
 * - `cross-entropy`: −Σ T ln P with P = softmax(s);
 * - `binary-cross-entropy`: −1/K Σ [T ln p + (1 − T) ln(1 − p)] with p = σ(s);
 * - `hinge`: Σ over k ≠ y of max(0, s[k] − s[y] + 1).
 *
 * @category Training
 */
export type Loss = 'cross-entropy' | 'binary-cross-entropy' | 'hinge';

/** The losses that a linear classifier can be trained on. */
export const LOSSES = [
  'cross-entropy',
  'binary-cross-entropy',
  'hinge',
] as const satisfies readonly Loss[];

/** The loss that is minimised, without the penalty. */
export interface Objective {
  /** By default `cross-entropy`. */
  readonly loss: Loss;
  /**
   * ε of label smoothing: targets are T = (1 − ε) Y + ε/K, where Y is one-hot. From 0, the default, to
   * below 1; always 0 for the hinge loss, which has no targets.
   *
   * Source: Szegedy et al., "Rethinking the Inception architecture for computer vision", 2016.
   */
  readonly labelSmoothing: number;
}

/** The assignment's: softmax and cross-entropy. */
export const CROSS_ENTROPY: Objective = { loss: 'cross-entropy', labelSmoothing: 0 };

/** Throws unless the objective is supported. */
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
