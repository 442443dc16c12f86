import type { BackendReport } from '../../backend';
import type { PrecisionCheck } from '../../checks';
import type { Loss } from '../../model';
import type { DataReport, ReportedCheck } from './results';

/** The content of a gradient check's file. */
export interface GradientCheckResults {
  readonly version: 1;
  readonly backend: BackendReport;
  readonly data: DataReport;
  /** The number of training samples: the first ones. */
  readonly samples: number;
  /** Seed of the generator that drew W and b, and which parameters to check, unless all were. */
  readonly seed: number;
  /** The loss of the cost; older results have cross-entropy without label smoothing, and don't say so. */
  readonly loss?: Loss;
  readonly labelSmoothing?: number;
  /** False if the check was stopped before its end. */
  readonly complete: boolean;
  /** True if everything that was checked passed. */
  readonly passed: boolean;
  readonly checks: readonly ReportedCheck[];
  /** The float32 gradients that training uses; null if it was stopped before. */
  readonly precision: PrecisionCheck | null;
}
