import type { DataSet, Label } from '../../data';
import {
  calibration,
  classMetrics,
  confusionMatrix,
  type Calibration,
  type ClassMetrics,
} from '../../model';
import type { LinearClassifier, SetEvaluation } from '../../library';

/** The metrics of a classifier, as `evaluate --json` prints them. */
export interface EvaluationRecord
  extends
    Pick<LinearClassifier, 'backend' | 'temperature'>,
    Pick<DataSet, 'samples'>,
    Pick<SetEvaluation, 'accuracy' | 'loss'> {
  readonly model: string;
  /** The data that it was evaluated on, in words. */
  readonly data: string;
  readonly calibration: Calibration;
  readonly classes: readonly ({ readonly label: Label } & ClassMetrics)[];
  /** C[y][ŷ]: the number of samples of class y predicted as ŷ; K×K. */
  readonly confusion: readonly (readonly number[])[];
}

export function evaluationRecord(
  model: string,
  data: string,
  { classes, temperature, backend }: LinearClassifier,
  set: DataSet,
  { accuracy, loss, predictions }: SetEvaluation,
): EvaluationRecord {
  const confusion = confusionMatrix(predictions, classes.length);
  const metrics = classMetrics(confusion);
  return {
    model,
    data,
    samples: set.samples,
    backend,
    accuracy,
    loss,
    temperature,
    calibration: calibration(predictions),
    classes: classes.map((name, k) => ({ label: name, ...metrics[k] })),
    confusion,
  };
}
