import type { BackendReport } from '../../backend';
import type { PrecisionCheck } from '../../checks';
import type { Loss } from '../../model';
import type { DataReport, ReportedCheck } from './results';

/** All that the gradient check has to tell. */
export interface GradientCheckResults {
  readonly version: 1;
  readonly backend: BackendReport;
  readonly data: DataReport;
  /** How many training samples, the first ones. */
  readonly samples: number;
  /** Of the generator that drew W, b, and the parameters that were checked, if not all were. */
  readonly seed: number;
  /** Of the cost; cross-entropy, and none, in older results. */
  readonly loss?: Loss;
  readonly labelSmoothing?: number;
  /** Whether all that was asked for is there; else it was stopped. */
  readonly complete: boolean;
  /** Whether everything that was checked passed. */
  readonly passed: boolean;
  readonly checks: readonly ReportedCheck[];
  /** The float32 gradients that training uses; null if it was stopped before. */
  readonly precision: PrecisionCheck | null;
}
