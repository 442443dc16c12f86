import { types } from 'node:util';
import { argumentError, assertFeature } from '../../errors';
import type { Task } from '../../tasks';
import type { DataSet } from '../data-set';
import { RowsOnDisk } from '../disk/rows-on-disk';
import { assertingFiniteRows, isFeatures, kindOf } from '../features';
import { roomFor } from '../features/dense';

/**
 * The features of one sample: d numbers.
 *
 * @category Data
 */
export type Row =
  | readonly number[]
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** X: n×d, as a data set keeps it, and d. */
type Matrix = Pick<DataSet, 'X' | 'features'>;

/** Numbers copied between two yields: some milliseconds. */
const STEP_NUMBERS = 2 ** 18;

/**
 * Converts features from users' forms, as a cooperative task: a flat typed array, which is kept, or an
 * array of rows, which are copied.
 *
 * @param samples   n
 * @param features  d; if undefined, it follows from the lengths
 * @throws TypeError or RangeError naming what is wrong, e.g. `X[3][7]`
 */
export function* takingFeatures(
  given: unknown,
  samples: number,
  features: number | undefined,
): Task<Matrix> {
  if (Array.isArray(given)) return yield* takingRows(given, samples, features);
  if (!isFeatures(given)) {
    const expected = 'a Uint8Array, a Float32Array, a Float64Array, RowsOnDisk or an array of rows';
    throw argumentError(TypeError, 'X', expected, given);
  }
  const d = kindOf(given).width(given, samples, features);
  // Rows on disk are looked at when they are read.
  if (!(given instanceof RowsOnDisk)) yield* assertingFiniteRows('X', given, d);
  return { X: given, features: d };
}

function* takingRows(
  rows: readonly unknown[],
  samples: number,
  features: number | undefined,
): Task<Matrix> {
  if (rows.length !== samples) {
    throw argumentError(RangeError, 'X.length', `${samples}, as labels.length is`, rows.length);
  }
  // A hole in an array is `undefined` here too.
  for (let i = 0; i < samples; i++) assertRow(rows, i, features);
  const list = rows as readonly Row[];
  const d = list[0].length;
  const X = roomFor(list, samples * d);
  let copied = 0;
  for (let i = 0; i < samples; i++) {
    const row = list[i];
    for (let j = 0; j < d; j++) {
      const value: unknown = row[j];
      // Not `assertFeature` for each: making its name takes longer than the check itself.
      if (!Number.isFinite(value)) assertFeature(`X[${i}][${j}]`, value);
      X[i * d + j] = value as number;
    }
    if ((copied += d) < STEP_NUMBERS) continue;
    copied = 0;
    yield;
  }
  return { X, features: d };
}

function assertRow(rows: readonly unknown[], i: number, features: number | undefined): void {
  const row = rows[i];
  const isRow =
    Array.isArray(row) ||
    (types.isTypedArray(row) && !types.isBigInt64Array(row) && !types.isBigUint64Array(row));
  if (!isRow) {
    throw argumentError(TypeError, `X[${i}]`, 'an array or a typed array of numbers', row);
  }
  const name = `X[${i}].length`;
  if (row.length === 0) throw argumentError(RangeError, name, 'a positive integer', 0);
  const d = features ?? (rows[0] as Row).length;
  if (row.length === d) return;
  const source = features === undefined ? 'X[0].length' : 'features';
  throw argumentError(RangeError, name, `${d}, as ${source} is`, row.length);
}
