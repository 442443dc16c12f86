import type { Conclusion } from '../results/conclusion';
import type { DrawnFigure } from '../figures';
import type { RunPictures } from '../pictures';
import type { ReportedGradientCheck } from '../results/results';
import type { NamedRun } from '../results/run-labels';
import type { Origin } from '../sources';

/** A run as the page shows it. */
export interface PageRun extends NamedRun {
  /** By their names. */
  readonly figures: Readonly<Record<string, DrawnFigure>>;
  /** Null where none were saved. */
  readonly pictures: RunPictures | null;
  /** The test accuracy that the assignment report states for it; null where it states none. */
  readonly reported: number | null;
}

/** All that the page shows. */
export interface PageContent {
  readonly origins: readonly Origin[];
  readonly classes: readonly string[];
  readonly runs: readonly PageRun[];
  /** Of all runs together, by their names. */
  readonly figures: Readonly<Record<string, DrawnFigure>>;
  readonly gradientChecks: readonly ReportedGradientCheck[];
  readonly conclusions: readonly Conclusion[];
  /** Whether the example images are left to their files, for want of room. */
  readonly examplesLeftOut: boolean;
  /** The learning curves. */
  readonly csv: string;
}
