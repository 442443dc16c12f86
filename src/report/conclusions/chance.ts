/**
 * 2 √(2 p (1 − p) / n): two standard errors of the difference of two accuracies on n samples each,
 * as if these were drawn independently. Accuracies that differ by less can't be told apart.
 */
export function chanceDifference(accuracy: number, samples: number): number {
  return 2 * Math.sqrt((2 * accuracy * (1 - accuracy)) / samples);
}

export const CHANCE_RULE =
  'two accuracies p of n samples differ if they are more than 2 √(2p(1−p)/n) apart';
