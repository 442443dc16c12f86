import { stringify } from 'csv-stringify/sync';
import type { FittedModel } from '../model';
import { assertWritable } from './sound';

/**
 * Encodes a model's weights as a table, one row for each feature: its name or number, the mean and the standard
 * deviation that standardise it, and its weight for each class; the first row has the bias. Numbers have
 * enough digits to be read again to the bit.
 */
export function encodeCsv({
  classes,
  parameters,
  standardiser,
  featureNames,
}: FittedModel): Uint8Array[] {
  const { weights, bias, features: d } = parameters;
  const { mean, range } = standardiser;
  const { slope } = standardiser.affine('float64');
  const means = mean.map((mu) => mu * range);
  const deviations = slope.map((factor) => 1 / factor);
  assertWritable('CSV', { mean: means, deviation: deviations });
  const header = ['feature', 'mean', 'deviation', ...classes];
  const rows = [header, ['bias', '', '', ...Array.from(bias, String)]];
  for (let j = 0; j < d; j++) {
    const own = classes.map((_, k) => String(weights[k * d + j]));
    const name = featureNames?.[j] ?? String(j);
    rows.push([name, String(means[j]), String(deviations[j]), ...own]);
  }
  return [Buffer.from(stringify(rows))];
}
