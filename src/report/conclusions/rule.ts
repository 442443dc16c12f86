import type { Conclusion } from '../results/conclusion';
import type { ReportedRun } from '../results/results';
import type { NamedRun } from '../results/run-labels';

/** What all runs share that conclusions need. */
export interface Circumstances {
  readonly classes: readonly string[];
  /** How many validation samples. */
  readonly validationSamples: number;
  /**
   * The test accuracy that the assignment report states for a run; null where it states none, as for
   * runs on other data. By default it states none.
   */
  readonly reported?: (run: ReportedRun) => number | null;
}

/** Concludes something from runs that have at least one finished epoch. */
export type Rule = (runs: readonly NamedRun[], circumstances: Circumstances) => Conclusion[];
