import { Tally } from '../tally';

/**
 * The prediction for one labelled sample.
 *
 * @category Models
 */
export interface Answer {
  /** y, the index of the sample's own class. */
  readonly label: number;
  /** ŷ, the index of the class with the highest score; of equals, the first. */
  readonly predicted: number;
  /** The probability of the predicted class, the model's confidence. NaN if the scores overflowed. */
  readonly probability: number;
  /** The probability of the sample's own class. */
  readonly trueProbability: number;
}

/** A tally that keeps each answer, in the order in which the samples are seen. */
export class Predictions extends Tally {
  readonly answers: Answer[] = [];

  override add(
    loss: number,
    label: number,
    predicted: number,
    probability: number,
    trueProbability: number,
  ): void {
    super.add(loss, label, predicted, probability, trueProbability);
    this.answers.push({ label, predicted, probability, trueProbability });
  }
}

/** Whether the answer is the sample's class. */
export function isRight({ label, predicted }: Answer): boolean {
  return label === predicted;
}
