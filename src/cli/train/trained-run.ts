import type { RecordedPredictions } from '../../model';
import type { FittedRun, RunRecord } from '../../training';

export interface TrainedRun extends FittedRun {
  readonly record: RunRecord;
  /** The predictions for the test set; null if the run was interrupted. */
  readonly predictions: RecordedPredictions | null;
}
