import { Metrics } from './metrics';

/**
 * The prediction for one labelled sample.
 *
 * @category Models
 */
export interface Prediction {
  /** y, the index of the sample's own class. */
  readonly label: number;
  /** ŷ, the index of the class with the highest score; of equals, the first. */
  readonly predicted: number;
  /** The probability of the predicted class, the model's confidence. NaN if the scores overflowed. */
  readonly probability: number;
  /** The probability of the sample's own class. */
  readonly trueProbability: number;
}

/** Metrics that also record each prediction, in the order of the samples. */
export class RecordedPredictions extends Metrics {
  readonly predictions: Prediction[] = [];

  override add(
    loss: number,
    label: number,
    predicted: number,
    probability: number,
    trueProbability: number,
  ): void {
    super.add(loss, label, predicted, probability, trueProbability);
    this.predictions.push({ label, predicted, probability, trueProbability });
  }
}

/** Returns true if the predicted class is the sample's own. */
export function isRight({ label, predicted }: Prediction): boolean {
  return label === predicted;
}
