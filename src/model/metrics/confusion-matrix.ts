import type { Prediction } from './predictions';

/**
 * Counts the samples of class y that were predicted as class ŷ: C[y][ŷ]. Rows are true classes, as
 * in scikit-learn.
 *
 * @param predictions  as `LinearClassifier.evaluate` gives them
 * @param classes  K
 * @returns K×K
 * @category Models
 * @example
 * const { predictions } = await classifier.evaluate(test);
 * console.table(confusionMatrix(predictions, test.classes.length));
 */
export function confusionMatrix(predictions: readonly Prediction[], classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { label, predicted } of predictions) matrix[label][predicted]++;
  return matrix;
}

/**
 * The metrics of one class against all others.
 *
 * @category Models
 */
export interface ClassMetrics {
  /** The number of samples of the class. */
  readonly samples: number;
  /** The number of samples predicted as the class. */
  readonly predicted: number;
  /** TP / (TP + FP): the fraction of correct ones among the predictions of the class; null without any. */
  readonly precision: number | null;
  /** TP / (TP + FN): the fraction of its samples that are predicted as the class; null without any. */
  readonly recall: number | null;
  /** (TP + TN) / n: the fraction of all samples correctly predicted as the class or as another. */
  readonly accuracy: number;
}

/**
 * Computes precision, recall and accuracy of each class against all others.
 *
 * @param confusion  K×K, as `confusionMatrix` gives it; rows are true classes
 * @returns K
 * @category Models
 * @example
 * const { predictions } = await classifier.evaluate(test);
 * const metrics = classMetrics(confusionMatrix(predictions, test.classes.length));
 * metrics.forEach(({ precision, recall }, k) => console.log(test.classes[k], precision, recall));
 */
export function classMetrics(confusion: readonly (readonly number[])[]): ClassMetrics[] {
  const total = sum(confusion.map(sum));
  return confusion.map((row, k) => {
    const truePositives = row[k];
    const samples = sum(row);
    const predicted = sum(confusion.map((other) => other[k]));
    const wrong = samples + predicted - 2 * truePositives;
    return {
      samples,
      predicted,
      precision: ratio(truePositives, predicted),
      recall: ratio(truePositives, samples),
      accuracy: (total - wrong) / total,
    };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
