import type { DataSet } from '../../data';
import { assertInteger, assertNonNegative, assertOneOf, assertPositive } from '../../errors';

/**
 * How much the samples of each class count in the loss: a weight for each class, in the classes'
 * order, or `balanced` for n / (K n_k), where n_k is the number of training samples of the class
 * (King and Zeng, "Logistic regression in rare events data", 2001), and 0 for a class without samples.
 */
export type ClassWeights = 'balanced' | readonly number[];

/** Throws unless the weights are valid for K classes: at least 0 each, and not all 0. */
export function assertClassWeights(name: string, weights: ClassWeights, classes: number): void {
  if (!Array.isArray(weights)) {
    assertOneOf(name, weights, ['balanced']);
    return;
  }
  assertInteger(`${name}.length`, weights.length, classes, classes);
  // Not forEach, which leaves holes out.
  for (let k = 0; k < classes; k++) assertNonNegative(`${name}[${k}]`, weights[k]);
  assertPositive(
    `${name}: their sum`,
    weights.reduce((sum: number, weight: number) => sum + weight, 0),
  );
}

/** The weight of each class: K. */
export function weightsOfClasses(weights: ClassWeights, training: DataSet): readonly number[] {
  if (weights !== 'balanced') return weights;
  const K = training.classes.length;
  const counts = new Array<number>(K).fill(0);
  for (const label of training.labels) counts[label]++;
  return counts.map((count) => (count === 0 ? 0 : training.samples / (K * count)));
}

/**
 * The weight of each sample: its own times its class's, scaled to a mean of 1, so that the loss stays
 * a mean and η keeps its meaning. Null if all samples count alike.
 *
 * @param classWeights  K; null if all classes count alike
 * @throws RangeError naming the set where no sample of it counts
 */
export function sampleWeights(
  { name, samples, labels, weights }: DataSet,
  classWeights: readonly number[] | null,
): Float64Array | null {
  if (weights === undefined && classWeights === null) return null;
  const products = Float64Array.from(
    labels,
    (label, i) => (weights?.[i] ?? 1) * (classWeights?.[label] ?? 1),
  );
  const mean = products.reduce((sum, weight) => sum + weight, 0) / samples;
  assertPositive(`${name}: the mean weight of the samples`, mean);
  return products.map((weight) => weight / mean);
}
