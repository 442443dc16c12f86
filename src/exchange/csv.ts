import { stringify } from 'csv-stringify/sync';
import type { FittedModel } from '../model';
import { assertWritable } from './sound';
import { textParts } from './text-parts';

/** Cells of a piece: some milliseconds. */
const STEP_CELLS = 2 ** 12;

/**
 * Encodes a model's weights as a table, one row for each feature: its name or number, the mean and the standard
 * deviation that standardise it, and its weight for each class; the first row has the bias. Numbers have
 * enough digits to be read again to the bit.
 */
export function encodeCsv(model: FittedModel): Iterable<Uint8Array> {
  const { mean, range } = model.standardiser;
  const { slope } = model.standardiser.affine('float64');
  const means = mean.map((mu) => mu * range);
  const deviations = slope.map((factor) => 1 / factor);
  assertWritable('CSV', { mean: means, deviation: deviations });
  return textParts(csvOf(model, means, deviations));
}

function* csvOf(
  { classes, parameters, featureNames }: FittedModel,
  means: Float32Array | Float64Array,
  deviations: Float32Array | Float64Array,
): Generator<string> {
  const { weights, bias, features: d } = parameters;
  yield stringify([['feature', 'mean', 'deviation', ...classes]]);
  yield stringify([['bias', '', '', ...Array.from(bias, String)]]);
  const rowOf = (j: number): string[] => {
    const name = featureNames?.[j] ?? String(j);
    const own = classes.map((_, k) => String(weights[k * d + j]));
    return [name, String(means[j]), String(deviations[j]), ...own];
  };
  const rows = Math.max(1, Math.floor(STEP_CELLS / classes.length));
  for (let first = 0; first < d; first += rows) {
    const count = Math.min(rows, d - first);
    yield stringify(Array.from({ length: count }, (_, i) => rowOf(first + i)));
  }
}
