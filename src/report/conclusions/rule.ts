import type { Conclusion } from '../results/conclusion';
import type { NamedRun } from '../results/run-labels';

/** What all runs share that conclusions need. */
export interface Circumstances {
  readonly classes: readonly string[];
  /** How many validation samples. */
  readonly validationSamples: number;
}

/** Concludes something from runs that have at least one finished epoch. */
export type Rule = (runs: readonly NamedRun[], circumstances: Circumstances) => Conclusion[];
