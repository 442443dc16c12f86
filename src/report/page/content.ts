import type { Conclusion } from '../results/conclusion';
import type { DrawnFigure } from '../figures';
import type { RunPictures } from '../pictures';
import type { ReportedGradientCheck } from '../results/results';
import type { NamedRun } from '../results/run-labels';
import type { Origin } from '../sources';

export interface PageRun extends NamedRun {
  /** Its figures by name. */
  readonly figures: Readonly<Record<string, DrawnFigure>>;
  /** Its pictures; null if none were saved. */
  readonly pictures: RunPictures | null;
  /** The test accuracy that the assignment report states for it; null where it states none. */
  readonly reported: number | null;
}

/** A run in a section that has a part for each. */
export interface PartRun extends PageRun, Pick<PageContent, 'classes'> {
  readonly index: number;
}

export interface PageContent {
  readonly origins: readonly Origin[];
  readonly classes: readonly string[];
  readonly runs: readonly PageRun[];
  /** The figures of all runs together, by name. */
  readonly figures: Readonly<Record<string, DrawnFigure>>;
  readonly gradientChecks: readonly ReportedGradientCheck[];
  readonly conclusions: readonly Conclusion[];
  /** True if the example images are in their files alone, for want of room. */
  readonly examplesLeftOut: boolean;
  /** The learning curves as CSV. */
  readonly csv: string;
}
