import { partOf, type DataSet } from '../data';
import { calibration, fittingTemperature } from '../model';
import { TaskRunner } from '../tasks';
import { sampleWeights } from '../training';
import { Predictor, type SetEvaluation } from './predictor';

/** Measures of how well probabilities fit the labels. */
export interface ProbabilityFit {
  /** The expected calibration error (ECE) over 10 bins: see {@link calibration}. */
  readonly expectedError: number;
  /** The mean loss; for cross-entropy in nats. The hinge loss doesn't depend on the temperature. */
  readonly loss: number;
}

/**
 * Result of `LinearClassifier.calibrate`, measured on the data that it was fitted on.
 *
 * @category Models
 */
export interface TemperatureFit {
  /** T; above 1, the probabilities were overconfident. */
  readonly temperature: number;
  /** The fit with the earlier temperature. */
  readonly before: ProbabilityFit;
  /** The fit with T. */
  readonly after: ProbabilityFit;
}

/** Samples scored between two pauses for the event loop. */
const SLICE = 512;

/** Fits a predictor's temperature on labelled samples: see `fittingTemperature`. */
export async function calibrated(
  from: Predictor,
  set: DataSet,
  signal?: AbortSignal,
): Promise<{ readonly predictor: Predictor; readonly fit: TemperatureFit }> {
  const before = await from.evaluate(set, signal);
  const { objective, parameters } = from.model;
  const { classes } = parameters;
  const S = await scoresOf(from, set, signal);
  const weights = sampleWeights(set, null);
  const scores = { S, labels: set.labels, weights, classes };
  const fitting = fittingTemperature(objective.loss, scores);
  const temperature = await new TaskRunner(signal).run(fitting);
  const predictor = new Predictor({ ...from.model, temperature }, from.compute);
  const after = await predictor.evaluate(set, signal);
  return { predictor, fit: { temperature, before: fitOf(before), after: fitOf(after) } };
}

async function scoresOf(
  predictor: Predictor,
  set: DataSet,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const K = predictor.model.parameters.classes;
  const runner = new TaskRunner(signal);
  const S = new Float64Array(set.samples * K);
  for (let first = 0; first < set.samples; first += SLICE) {
    const count = Math.min(SLICE, set.samples - first);
    const rows = partOf(set, 'a slice', first, count);
    predictor.scoreSeveral(rows, S.subarray(first * K, (first + count) * K));
    await runner.pauseIfDue();
  }
  return S;
}

function fitOf({ loss, predictions }: SetEvaluation): ProbabilityFit {
  return { loss, expectedError: calibration(predictions).expectedError };
}
