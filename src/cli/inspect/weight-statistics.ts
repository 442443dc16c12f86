import type { LinearClassifier } from '../../library';

/** A weight, and where it is. */
export interface PlacedWeight {
  readonly class: string;
  /** The number of the feature, from 0. */
  readonly feature: number;
  readonly weight: number;
}

/** The parameters of a class. */
export interface ClassWeights {
  readonly class: string;
  /** ‖w‖ = √Σ w². */
  readonly norm: number;
  readonly smallest: number;
  readonly largest: number;
  readonly bias: number;
}

/** Statistics of W: K×d, of standardised features. */
export interface WeightStatistics {
  /** √Σ W². */
  readonly norm: number;
  readonly smallest: PlacedWeight;
  readonly largest: PlacedWeight;
  readonly classes: readonly ClassWeights[];
}

/** Norms and extremes of a classifier's weights. */
export function weightStatistics({
  classes,
  features,
  weights,
  bias,
}: Pick<LinearClassifier, 'classes' | 'features' | 'weights' | 'bias'>): WeightStatistics {
  let [least, most] = [0, 0];
  weights.forEach((weight, at) => {
    if (weight < weights[least]) least = at;
    if (weight > weights[most]) most = at;
  });
  const placed = (at: number): PlacedWeight => ({
    class: classes[Math.floor(at / features)],
    feature: at % features,
    weight: weights[at],
  });
  const perClass = classes.map((name, k): ClassWeights => {
    const row = weights.subarray(k * features, (k + 1) * features);
    const [smallest, largest] = rangeOf(row);
    return { class: name, norm: normOf(row), smallest, largest, bias: bias[k] };
  });
  return {
    norm: normOf(weights),
    smallest: placed(least),
    largest: placed(most),
    classes: perClass,
  };
}

/** The smallest and the largest of some numbers. */
export function rangeOf(values: Float32Array | Float64Array): [smallest: number, largest: number] {
  let [smallest, largest] = [Infinity, -Infinity];
  for (const value of values) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  return [smallest, largest];
}

function normOf(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
