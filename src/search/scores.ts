import type { Score } from './results';

/** Loss and accuracy of one model. */
type Measured = Pick<Score, 'loss' | 'accuracy'>;

/** The score on one validation set: the standard error is √(p (1 − p) / n). */
export function scoreOn({ loss, accuracy }: Measured, samples: number): Score {
  const standardError = Math.sqrt((accuracy * (1 - accuracy)) / samples);
  return { loss, accuracy, standardError };
}

/**
 * The score over k folds: the means; the standard error is the deviation of the folds' accuracies
 * (with k − 1) by √k.
 */
export function meanScore(folds: readonly Measured[]): Score {
  const k = folds.length;
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / k;
  const accuracy = mean(folds.map((fold) => fold.accuracy));
  const squares = folds.reduce((sum, fold) => sum + (fold.accuracy - accuracy) ** 2, 0);
  const standardError = Math.sqrt(squares / (k - 1) / k);
  return { loss: mean(folds.map(({ loss }) => loss)), accuracy, standardError };
}
