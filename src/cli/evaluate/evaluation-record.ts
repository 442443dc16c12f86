import type { BackendReport } from '../../backend';
import type { DataSet } from '../../data';
import {
  calibration,
  classMetrics,
  confusionMatrix,
  type Calibration,
  type ClassMetrics,
} from '../../model';
import type { LinearClassifier, SetEvaluation } from '../../library';

/** How good a classifier is: what `evaluate --json` prints. */
export interface EvaluationRecord {
  readonly model: string;
  /** What it was evaluated on. */
  readonly data: string;
  readonly samples: number;
  /** What computed, and why. */
  readonly backend: BackendReport;
  readonly accuracy: number;
  readonly loss: number;
  readonly temperature: number;
  readonly calibration: Calibration;
  readonly classes: readonly ({ readonly class: string } & ClassMetrics)[];
  /** C[y][ŷ]: samples of class y that were taken for ŷ; K×K. */
  readonly confusion: readonly (readonly number[])[];
}

/** Puts an evaluation's figures together. */
export function evaluationRecord(
  model: string,
  data: string,
  { classes, temperature, backend }: LinearClassifier,
  set: DataSet,
  { accuracy, loss, answers }: SetEvaluation,
): EvaluationRecord {
  const confusion = confusionMatrix(answers, classes.length);
  const metrics = classMetrics(confusion);
  return {
    model,
    data,
    samples: set.samples,
    backend,
    accuracy,
    loss,
    temperature,
    calibration: calibration(answers),
    classes: classes.map((name, k) => ({ class: name, ...metrics[k] })),
    confusion,
  };
}
