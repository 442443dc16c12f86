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
  const found = Array.from({ length: classes }, () => ({
    hits: [] as Example[],
    mistakes: [] as Example[],
  }));
  predictions.forEach((answer, sample) => {
    if (Number.isNaN(answer.probability)) return;
    const { hits, mistakes } = found[answer.label];
    rank(isRight(answer) ? hits : mistakes, answer, sample);
  });
  return found;
}

/** Puts a sample in its place if it is among the most confident ones; of equals, the first is. */
function rank(examples: Example[], answer: Prediction, sample: number): void {
  const { probability } = answer;
  if (examples.length === COUNT && probability <= examples[COUNT - 1].probability) return;
  const lower = examples.findIndex((other) => other.probability < probability);
  examples.splice(lower < 0 ? examples.length : lower, 0, { sample, ...answer });
  examples.splice(COUNT);
}
