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

/** A metrics that keeps each answer, in the order in which the samples are seen. */
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

/** Whether the answer is the sample's class. */
export function isRight({ label, predicted }: Prediction): boolean {
  return label === predicted;
}
