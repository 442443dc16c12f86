import { Tally } from '../tally';

/** What a model answers to one sample. */
export interface Answer {
  /** y, the sample's class. */
  readonly label: number;
  /** The class with the highest score; of equals, the first. */
  readonly predicted: number;
  /** Of the predicted class: the model's confidence. NaN once the scores have overflowed. */
  readonly probability: number;
  /** P[y], of the sample's own class. */
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
