import type { Label } from '../../data';
import type { LinearClassifier } from '../../library';
import { norm, rangeOf } from '../../model';

/** A weight and its position. */
export interface PlacedWeight {
  readonly label: Label;
  /** The index of the feature, from 0; of pictures by patches, of those that these make. */
  readonly feature: number;
  readonly weight: number;
}

/** Statistics of the parameters of a class. */
export interface ClassWeights {
  readonly label: Label;
  /** ‖w‖ = √Σ w². */
  readonly norm: number;
  readonly smallest: number;
  readonly largest: number;
  readonly bias: number;
}

/** Statistics of W: K×d, on standardised features. */
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
  weights,
  bias,
}: Pick<LinearClassifier, 'classes' | 'weights' | 'bias'>): WeightStatistics {
  const features = weights.length / classes.length;
  let [least, most] = [0, 0];
  weights.forEach((weight, at) => {
    if (weight < weights[least]) least = at;
    if (weight > weights[most]) most = at;
  });
  const placed = (at: number): PlacedWeight => ({
    label: classes[Math.floor(at / features)],
    feature: at % features,
    weight: weights[at],
  });
  const perClass = classes.map((name, k): ClassWeights => {
    const row = weights.subarray(k * features, (k + 1) * features);
    const [smallest, largest] = rangeOf(row);
    return { label: name, norm: norm(row), smallest, largest, bias: bias[k] };
  });
  return {
    norm: norm(weights),
    smallest: placed(least),
    largest: placed(most),
    classes: perClass,
  };
}
