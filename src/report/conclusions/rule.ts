import type { Conclusion } from '../results/conclusion';
import type { ReportedRun } from '../results/results';
import type { IndexedRun } from '../results/run-labels';
import type { SearchResults } from '../../search';

/** Facts that all runs share, and rules need. */
export interface Circumstances {
  readonly classes: readonly string[];
  readonly validationSamples: number;
  /** The name of each run's file, if runs are of several. */
  readonly origins?: readonly string[];
  /** The searches that runs were chosen by. By default none. */
  readonly searches?: readonly SearchResults[];
  /**
   * The test accuracy that the assignment report states for a run; null where it states none, as for
   * runs on other data. By default it states none.
   */
  readonly reported?: (run: ReportedRun) => number | null;
}

/** Concludes something from runs that have at least one finished epoch. */
export type Rule = (runs: readonly IndexedRun[], circumstances: Circumstances) => Conclusion[];

/**
 * 2 √(2 p (1 − p) / n): two standard errors of the difference of two accuracies on n samples each,
 * as if these were drawn independently. Accuracies that differ by less can't be told apart.
 */
export function chanceDifference(accuracy: number, samples: number): number {
  return 2 * Math.sqrt((2 * accuracy * (1 - accuracy)) / samples);
}

export const CHANCE_RULE =
  'two accuracies p of n samples differ if they are more than 2 √(2p(1−p)/n) apart';
