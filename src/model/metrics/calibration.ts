import { equalBins, groupByBin, type Bin } from './bins';
import { isRight, type Prediction } from './predictions';

/** The predictions whose confidence lies in one bin. */
export interface CalibrationBin extends Bin {
  /** The number of predictions in the bin. */
  readonly samples: number;
  /** The mean probability of the predicted class; null in an empty bin. */
  readonly confidence: number | null;
  /** The fraction of correct predictions; null in an empty bin. */
  readonly accuracy: number | null;
}

/**
 * Result of `calibration`: how well a model's confidence matches its accuracy.
 *
 * @category Models
 */
export interface Calibration {
  /** The reliability diagram. */
  readonly bins: readonly CalibrationBin[];
  /** The expected calibration error: Σ over bins of n_b / n · |accuracy_b − confidence_b|. */
  readonly expectedError: number;
  /** The mean probability of the predicted class; above the accuracy, the model is overconfident. */
  readonly confidence: number;
}

const BINS = 10;

/**
 * Computes the reliability diagram and the expected calibration error, with 10 bins of equal width.
 *
 * Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks",
 * ICML 2017, equations 2 to 5.
 *
 * @param predictions  as `LinearClassifier.evaluate` gives them
 * @category Models
 * @example
 * const { predictions } = await classifier.evaluate(test);
 * const { expectedError, bins } = calibration(predictions);
 * for (const { from, to, confidence } of bins) console.log(from, to, confidence);
 */
export function calibration(predictions: readonly Prediction[]): Calibration {
  const groups = groupByBin(predictions, ({ probability }) => probability, BINS);
  const bins = equalBins(BINS).map((bin, i) => calibrationBin(bin, groups[i]));
  return {
    bins,
    expectedError: bins.reduce((sum, bin) => sum + bin.samples * gap(bin), 0) / predictions.length,
    confidence: meanConfidence(predictions),
  };
}

function calibrationBin(bin: Bin, predictions: readonly Prediction[]): CalibrationBin {
  const samples = predictions.length;
  if (samples === 0) return { ...bin, samples, confidence: null, accuracy: null };
  const accuracy = predictions.filter(isRight).length / samples;
  return { ...bin, samples, confidence: meanConfidence(predictions), accuracy };
}

function gap({ accuracy, confidence }: CalibrationBin): number {
  return Math.abs((accuracy ?? 0) - (confidence ?? 0));
}

function meanConfidence(predictions: readonly Prediction[]): number {
  return predictions.reduce((sum, { probability }) => sum + probability, 0) / predictions.length;
}
