import {
  calibration,
  classExamples,
  classMetrics,
  confusionMatrix,
  norm,
  rangeOf,
  trueClassHistogram,
  type Calibration,
  type ClassExamples,
  type ClassMetrics,
  type Parameters,
  type Prediction,
  type TrueClassBin,
} from '../../model';

/** A trained model's hits and mistakes on the test set, and the size of its weights. */
export interface TestAnalysis {
  /** The number of test samples. */
  readonly samples: number;
  /** K×K: rows are true classes, columns predicted ones. */
  readonly confusion: readonly (readonly number[])[];
  /** K. */
  readonly classes: readonly ClassMetrics[];
  readonly calibration: Calibration;
  /** The probability given to the true class. */
  readonly trueClass: readonly TrueClassBin[];
  /** K. */
  readonly examples: readonly ClassExamples[];
  /** ‖W‖ = √(Σ W²), and the largest |W|. */
  readonly weights: { readonly norm: number; readonly largest: number };
}

export function analyseTest(
  { predictions }: { readonly predictions: readonly Prediction[] },
  parameters: Parameters,
): TestAnalysis {
  const { classes, weights } = parameters;
  const confusion = confusionMatrix(predictions, classes);
  return {
    samples: predictions.length,
    confusion,
    classes: classMetrics(confusion),
    calibration: calibration(predictions),
    trueClass: trueClassHistogram(predictions),
    examples: classExamples(predictions, classes),
    weights: { norm: norm(weights), largest: Math.max(...rangeOf(weights).map(Math.abs)) },
  };
}
