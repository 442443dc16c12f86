import type { Answer } from './predictions';

/**
 * C[y][ŷ]: how many samples of class y were taken for class ŷ. Rows are true classes, as in
 * scikit-learn.
 *
 * @param classes  K
 * @returns K×K
 */
export function confusionMatrix(answers: readonly Answer[], classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { label, predicted } of answers) matrix[label][predicted]++;
  return matrix;
}

/** How well one class is told from the others. */
export interface ClassMetrics {
  /** How many samples are of this class. */
  readonly samples: number;
  /** How many were taken for this class. */
  readonly predicted: number;
  /** TP / (TP + FP): the part that is right of what was taken for it; null if nothing was. */
  readonly precision: number | null;
  /** TP / (TP + FN): the part of its samples that was found; null if it has none. */
  readonly recall: number | null;
  /** (TP + TN) / n: the part of all samples that is rightly taken for it, or not. */
  readonly accuracy: number;
}

/**
 * Each class against all others.
 *
 * @param confusion  K×K, rows true classes
 * @returns K
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
