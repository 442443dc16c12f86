import { isRight, type Prediction } from './predictions';

/** The prediction for a sample, with the sample's index. */
export interface Example extends Prediction {
  /** The sample's index in its data set, from 0. */
  readonly sample: number;
}

/**
 * Samples of one class with the most confident predictions, the most confident first.
 *
 * @category Models
 */
export interface ClassExamples {
  /** Correctly predicted samples of the class: at most five. */
  readonly hits: readonly Example[];
  /** Samples of the class that are predicted as another: at most five. */
  readonly mistakes: readonly Example[];
}

const COUNT = 5;

/**
 * Finds the five most confident hits and the five most confident mistakes of each class.
 *
 * @param predictions  as `LinearClassifier.evaluate` gives them
 * @param classes  K
 * @returns K
 * @category Models
 * @example
 * const { predictions } = await classifier.evaluate(test);
 * const [first] = classExamples(predictions, test.classes.length);
 * for (const { sample, predicted } of first.mistakes) console.log(sample, test.classes[predicted]);
 */
export function classExamples(
  predictions: readonly Prediction[],
  classes: number,
): ClassExamples[] {
  const ranked = predictions
    .map((answer, sample): Example => ({ sample, ...answer }))
    .filter(({ probability }) => !Number.isNaN(probability))
    .sort((a, b) => b.probability - a.probability || a.sample - b.sample);
  const right = ranked.filter(isRight);
  const wrong = ranked.filter((answer) => !isRight(answer));
  const first = (all: readonly Example[], k: number): Example[] =>
    all.filter(({ label }) => label === k).slice(0, COUNT);
  return Array.from({ length: classes }, (_, k) => ({
    hits: first(right, k),
    mistakes: first(wrong, k),
  }));
}
