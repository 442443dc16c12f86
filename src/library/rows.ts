import { types } from 'node:util';
import {
  assertFeatures,
  assertingFiniteRows,
  ordering,
  roomFor,
  RowsOnDisk,
  type DataSet,
  type Row,
} from '../data';
import { argumentError, assertFeature, assertInteger } from '../errors';
import type { TableRecord } from '../tables/record';
import type { Table } from '../tables/table';
import { finish } from '../tasks';

/**
 * One sample to predict: its features, or an object with a value for each column, by its name.
 *
 * @category Models
 */
export type Sample = Row | TableRecord;

/** Several samples as features. */
export type FeatureRows =
  readonly Row[] | Pick<DataSet, 'X' | 'samples' | 'features' | 'featureNames' | 'madeBy'>;

/**
 * Several samples to predict: an array of them, a table, or a data set (these fields of it suffice).
 *
 * @category Models
 */
export type Rows = readonly Sample[] | Table | FeatureRows;

/** Returns true for the features of one sample, even invalid ones. */
export function isOneRow(rows: Sample | Rows): rows is Row {
  if (Array.isArray(rows)) return rows.length > 0 && !isObject(rows[0]);
  return ArrayBuffer.isView(rows);
}

/**
 * Packs samples into one array, with their features in the order of these names, where both have names.
 * Doesn't check numbers in typed arrays: see `assertFiniteRows`.
 *
 * @throws TypeError or RangeError naming the row, e.g. `rows[3].length: expected 3072, got 3071`
 */
export function packRows(
  given: FeatureRows,
  features: number,
  featureNames: readonly string[] | null,
): Pick<DataSet, 'X' | 'samples'> {
  const rows = isDataSet(given) ? finish(ordering('rows', given, featureNames)) : given;
  if (isDataSet(rows)) {
    const { X, samples } = rows;
    assertInteger('rows.features', rows.features, features, features);
    assertFeatures('rows.X', X, { samples, features });
    return { X, samples };
  }
  if (!Array.isArray(rows)) {
    throw argumentError(TypeError, 'rows', 'an array of rows or a data set', rows);
  }
  const list: readonly Row[] = rows;
  const X = roomFor(list, list.length * features);
  list.forEach((row, i) => {
    assertRow(`rows[${i}]`, row, features);
    const to = i * features;
    // For a plain array, `set` takes twenty times as long.
    if (Array.isArray(row)) for (let j = 0; j < features; j++) X[to + j] = row[j] as number;
    else X.set(row, to);
  });
  return { X, samples: list.length };
}

/** Returns true for a data set, or as much of one as is used. */
export function isDataSet(rows: FeatureRows): rows is Exclude<FeatureRows, readonly Row[]> {
  return isObject(rows) && 'X' in rows && isObject(rows.X);
}

// JavaScript callers may pass anything.
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Throws unless a row has d numbers; in a plain array, they must also be finite. */
export function assertRow(
  name: string,
  row: Partial<Row> | null,
  features: number,
): asserts row is Row {
  if (!Array.isArray(row) && !ArrayBuffer.isView(row)) {
    throw argumentError(TypeError, name, `an array of ${features} numbers`, row);
  }
  assertInteger(`${name}.length`, row.length, features, features);
  if (!isOfNumbers(row)) assertFiniteValues(name, row);
}

export function assertFiniteRows(rows: FeatureRows): void {
  // Those on disk aren't read again: a row whose scores are no numbers is named by itself.
  if (isDataSet(rows) && rows.X instanceof RowsOnDisk) return;
  if (isDataSet(rows)) finish(assertingFiniteRows('rows.X', rows.X, rows.features));
  else rows.forEach((row, i) => assertFiniteValues(`rows[${i}]`, row));
}

export function assertFiniteValues(name: string, row: Partial<Row>): void {
  for (let j = 0; j < Number(row.length); j++) {
    const value = row[j];
    if (Number.isFinite(value)) continue;
    assertFeature(`${name}[${j}]`, value);
  }
}

function isOfNumbers(row: unknown): boolean {
  return types.isTypedArray(row) && !types.isBigInt64Array(row) && !types.isBigUint64Array(row);
}
