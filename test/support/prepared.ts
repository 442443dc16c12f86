import { Standardiser } from '../../src/data';
import { Parameters, type FittedModel } from '../../src/model';
import { featureNamesOf, type Preparation } from '../../src/tables/preparation';
import { smallModel } from './models';

/** Columns of every kind, each with missing values. */
export const PREPARATION: Preparation = {
  columns: [
    { kind: 'number', name: 'age', median: 40, canMiss: true },
    { kind: 'number', name: 'height', median: 1.75, canMiss: false },
    { kind: 'boolean', name: 'member', no: 'false', yes: 'true', median: 1, canMiss: true },
    {
      kind: 'category',
      name: 'colour',
      categories: ['blue', 'green', 'red'],
      hasOther: true,
      canMiss: true,
    },
    {
      kind: 'date',
      name: 'joined',
      parts: ['year', 'month'],
      medians: [2020, 6],
      canMiss: true,
    },
  ],
  omitted: [
    { name: 'id', why: 'identifier' },
    { name: 'size', why: 'duplicate', of: 'height' },
  ],
  labels: ['plan'],
  missing: 'impute',
};

/** A model of made-up weights for the features of a preparation. */
export function preparedModel(preparation = PREPARATION): FittedModel {
  const featureNames = featureNamesOf(preparation);
  const d = featureNames.length;
  const parameters = new Parameters(3, d, 'float64');
  parameters.values.forEach((_, at, values) => (values[at] = (((at * 37) % 23) - 11) / 20));
  const means: Record<string, number> = { age: 40, height: 1.7, 'joined: year': 2019 };
  const mean = Float64Array.from(featureNames, (name) => means[name] ?? 0.4);
  // Large ones: no class has all of the probability.
  const deviation = Float64Array.from(featureNames, (name, j) => (name === 'age' ? 10 : 1 + j / 7));
  return smallModel({
    parameters,
    featureNames,
    preparation,
    standardiser: new Standardiser({ mean, deviation, range: 1 }),
  });
}
