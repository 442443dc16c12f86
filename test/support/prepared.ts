import { dataSet, LinearClassifier, type ClassifierOptions } from '../../src';
import { Standardiser } from '../../src/data';
import { Parameters, type FittedModel } from '../../src/model';
import { ColumnBuilder } from '../../src/tables/column-builder';
import { encodingTable } from '../../src/tables/encode';
import { featureNamesOf, type Preparation } from '../../src/tables/preparation';
import type { Cell, Table } from '../../src/tables/table';
import { finish } from '../../src/tasks';
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

const COLOURS = ['red', 'green', 'blue', 'mauve', null];

/** Rows of the columns, with their labels: some values are missing. */
export const RECORDS = Array.from({ length: 60 }, (_, i) => ({
  id: `person ${i}`,
  joined: i % 9 === 4 ? null : `20${18 + (i % 3)}-0${1 + (i % 7)}-15`,
  colour: COLOURS[(i * 3) % 5],
  member: i % 11 === 3 ? null : i % 4 < 2,
  age: i % 7 === 5 ? null : 20 + ((i * 13) % 50),
  height: 1.5 + ((i * 7) % 40) / 100,
  plan: ['basic', 'family', 'pro'][(i % 4) % 3],
}));

/** A table of records, its columns in any order. */
export function tableOf(
  records: readonly Readonly<Record<string, Cell>>[],
  names: readonly string[],
  where = 'rows',
): Table {
  const columns = names.map((name) => {
    const builder = new ColumnBuilder();
    for (const record of records) builder.add(record[name] ?? null);
    return { name, content: builder.take() };
  });
  return { where, rows: records.length, columns };
}

/** Trains a classifier on the records, with what makes their features. */
export async function trainOnRecords(
  options: ClassifierOptions = {},
  preparation = PREPARATION,
): Promise<LinearClassifier> {
  const table = tableOf(RECORDS, Object.keys(RECORDS[0]));
  const { X, featureNames } = finish(encodingTable(preparation, table));
  const labels = RECORDS.map(({ plan }) => plan);
  const classifier = new LinearClassifier({ epochs: 20, batchSize: 10, eta: 0.1, ...options });
  await classifier.fit(dataSet({ X, labels, featureNames }));
  classifier.prepareBy(preparation);
  return classifier;
}
