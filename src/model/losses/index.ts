import { binaryCrossEntropy } from './binary-cross-entropy';
import { crossEntropy } from './cross-entropy';
import { hinge } from './hinge';
import type { LossFunction } from './loss-function';

export { argmax } from './argmax';
export type { Derivatives, LabelledScores, LossFunction, ScoredRows } from './loss-function';
export { softmax } from './softmax';

/** All losses that a linear classifier can be trained on. */
const LOSS_LIST = [crossEntropy, binaryCrossEntropy, hinge] as const satisfies LossFunction[];

/**
 * The loss of a sample with scores s, label y and targets T = (1 − ε) Y + ε/K, where Y is one-hot
 * and ε is the label smoothing:
 *
 * - `cross-entropy`: −Σ T ln P with P = softmax(s);
 * - `binary-cross-entropy`: −1/K Σ [T ln p + (1 − T) ln(1 − p)] with p = σ(s);
 * - `hinge`: Σ over k ≠ y of max(0, s[k] − s[y] + 1).
 *
 * @category Training
 */
export type Loss = (typeof LOSS_LIST)[number]['name'];

export const LOSSES: readonly Loss[] = LOSS_LIST.map(({ name }) => name);

export const LOSS_FUNCTIONS = Object.fromEntries(
  LOSS_LIST.map((loss): [Loss, LossFunction] => [loss.name, loss]),
) as Readonly<Record<Loss, LossFunction>>;

/** The default loss, the assignment's. */
export const DEFAULT_LOSS = crossEntropy.name;

/**
 * Turns scores into probabilities: the loss's link of s/T. Those of the hinge loss rank the
 * classes, but aren't calibrated without a fitted temperature.
 *
 * @param S            rows×K scores; the probabilities afterwards
 * @param temperature  T, above 0
 */
export function toProbabilities(loss: Loss, S: Float64Array, K: number, temperature: number): void {
  if (temperature !== 1) for (let i = 0; i < S.length; i++) S[i] /= temperature;
  LOSS_FUNCTIONS[loss].link.toProbabilities(S, S.length / K, K);
}
