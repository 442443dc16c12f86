import type { FeatureWeights } from './fit-report';

/** Features that are kept for the figure, and for each class those that speak most for it and against it. */
const MOST = 20;
const MOST_OF_CLASS = 5;

/** Classes whose own features are kept. */
const MOST_CLASSES = 50;

/**
 * The features of the largest weights, largest first: those with the largest |W| of any class, and the five
 * that speak most for each class and against it.
 *
 * @param W      K×d, of standardised features
 * @param names  d
 */
export function heaviestFeatures(
  W: ArrayLike<number>,
  names: readonly string[],
  classes: number,
): FeatureWeights[] {
  const d = names.length;
  const largest = Float64Array.from(names, (_, j) => {
    let most = 0;
    for (let k = 0; k < classes; k++) most = Math.max(most, Math.abs(W[k * d + j]));
    return most;
  });
  const order = [...names.keys()].sort((a, b) => largest[b] - largest[a] || a - b);
  const kept = new Set(order.slice(0, MOST));
  for (let k = 0; k < Math.min(classes, MOST_CLASSES); k++) {
    const own = [...names.keys()].sort((a, b) => W[k * d + b] - W[k * d + a] || a - b);
    for (const j of [...own.slice(0, MOST_OF_CLASS), ...own.slice(-MOST_OF_CLASS)]) kept.add(j);
  }
  return order
    .filter((j) => kept.has(j))
    .map((j) => ({
      name: names[j],
      weights: Array.from({ length: classes }, (_, k) => W[k * d + j]),
    }));
}

/** A feature and its weight for one class. */
export interface Speaking {
  readonly name: string;
  readonly weight: number;
}

/** The features that speak most for a class, and most against it: of each at most five, the largest first. */
export function speakingFor(
  features: readonly FeatureWeights[],
  k: number,
): { readonly for: readonly Speaking[]; readonly against: readonly Speaking[] } {
  const own = features
    .map(({ name, weights }) => ({ name, weight: weights[k] }))
    .sort((a, b) => b.weight - a.weight);
  return {
    for: own.filter(({ weight }) => weight > 0).slice(0, MOST_OF_CLASS),
    against: own
      .filter(({ weight }) => weight < 0)
      .slice(-MOST_OF_CLASS)
      .reverse(),
  };
}

/** The features that the figure shows. */
export function shownFeatures(features: readonly FeatureWeights[]): readonly FeatureWeights[] {
  return features.slice(0, MOST);
}
