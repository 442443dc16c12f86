import type { DataSet } from '../../data';
import { assertInteger, assertNonNegative, assertOneOf, assertPositive } from '../../errors';

/**
 * The weight of each class in the loss: K numbers in the classes' order, or `balanced` for
 * n / (K n_k), where n_k is the class's number of training samples (King and Zeng, "Logistic
 * regression in rare events data", 2001), and 0 for a class without samples.
 */
export type ClassWeights = 'balanced' | readonly number[];

/** Throws unless there are K finite weights, each at least 0 and not all 0. */
export function assertClassWeights(name: string, weights: ClassWeights, classes: number): void {
  if (!Array.isArray(weights)) {
    assertOneOf(name, weights, ['balanced']);
    return;
  }
  assertInteger(`${name}.length`, weights.length, classes, classes);
  // forEach would skip holes.
  for (let k = 0; k < classes; k++) assertNonNegative(`${name}[${k}]`, weights[k]);
  assertPositive(
    `${name}: their sum`,
    weights.reduce((sum: number, weight: number) => sum + weight, 0),
  );
}

/** Returns the weight of each class: K. */
export function weightsOfClasses(weights: ClassWeights, training: DataSet): readonly number[] {
  if (weights !== 'balanced') return weights;
  const K = training.classes.length;
  const counts = new Array<number>(K).fill(0);
  for (const label of training.labels) counts[label]++;
  return counts.map((count) => (count === 0 ? 0 : training.samples / (K * count)));
}

/**
 * Returns the weight of each sample: its own times its class's, scaled to a mean of 1, so that the
 * loss stays a mean and η keeps its meaning. Null if all samples have equal weight.
 *
 * @param classWeights  K; null if all classes have equal weight
 * @throws RangeError naming the set if all its samples have weight 0
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
