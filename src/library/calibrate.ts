import type { DataSet } from '../data';
import { warn } from '../errors';
import { calibration, fittingTemperature, TEMPERATURES } from '../model';
import type { Table } from '../tables/table';
import { TaskRunner } from '../tasks';
import { sampleWeights } from '../training';
import { evaluated, fittingSet, type SetEvaluation } from './evaluation';
import { Predictor } from './predictor';
import { scoresOf, withoutPictures, type OnScored } from './scored';

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

/** Fits a predictor's temperature on labelled samples: see `fittingTemperature`. */
export async function calibrated(
  from: Predictor,
  given: DataSet | Table,
  signal?: AbortSignal,
  onScored?: OnScored,
): Promise<{ readonly predictor: Predictor; readonly fit: TemperatureFit }> {
  const fitting = await fittingSet(from, given, signal);
  const seen = { predictor: from, set: fitting };
  const { predictor: scorer, set } = await withoutPictures(seen, signal, onScored);
  const before = await evaluated(scorer, set, signal);
  const { objective, parameters } = from.model;
  const { classes } = parameters;
  const S = await scoresOf(scorer, set, signal);
  const weights = sampleWeights(set, null);
  const scores = { S, labels: set.labels, weights, classes };
  const task = fittingTemperature(objective.loss, scores);
  const temperature = await new TaskRunner(signal).run(task);
  warnAtBound(temperature, set);
  const at = (own: Predictor) => new Predictor({ ...own.model, temperature }, own.compute);
  const after = await evaluated(at(scorer), set, signal);
  return { predictor: at(from), fit: { temperature, before: fitOf(before), after: fitOf(after) } };
}

/** Warns of a temperature that the samples don't determine: the search ended at a bound of it. */
function warnAtBound(temperature: number, { name, samples }: DataSet): void {
  const { least, most } = TEMPERATURES;
  const isAt = (bound: number): boolean => Math.abs(temperature / bound - 1) < 1e-6;
  if (!isAt(least) && !isAt(most)) return;
  const why = isAt(least)
    ? `the scores separate the classes of all ${samples} samples of ${name}, so that any lower one fits ` +
      'better still: calibrate on more samples, among them some that are predicted wrongly'
    : `the scores tell nothing of the labels of ${name}, so that any higher one fits better still`;
  const what = `the temperature is ${isAt(least) ? least : most}, the bound of its search`;
  warn('TEMPERATURE_AT_BOUND', `${what}: ${why}`);
}

function fitOf({ loss, predictions }: SetEvaluation): ProbabilityFit {
  return { loss, expectedError: calibration(predictions).expectedError };
}
