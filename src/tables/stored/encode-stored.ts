import { waitingFor, type Task } from '../../tasks';
import type { RowsOnDisk } from '../../data';
import { encodingTable, roomForFeatures } from '../encode';
import { featureNamesOf, type Preparation } from '../preparation';
import type { Lookups } from '../value-reader';
import type { StoredTable } from './stored-table';
import { writingFeatures, type Take } from './write-features';

/** Features that are made at a time: 16 MB. */
const MOST_NUMBERS = 2 ** 21;

/** The features of rows of a table on disk. */
export interface EncodedStored {
  /** n×d, in memory or in a file. */
  readonly X: Float64Array | RowsOnDisk;
  /** d. */
  readonly featureNames: string[];
}

/**
 * Makes the features of a table on disk, as a cooperative task: to the bit those that `encodingTable` makes
 * of a table in memory. What takes more than `memory` bytes is written to a file beside the table's entry,
 * which is removed when the table is closed.
 *
 * @param rows  the rows to take, in ascending order
 * @throws OnelayerError as `encodingTable` does; NOT_WRITABLE
 */
export function* encodingStored(
  preparation: Preparation,
  table: StoredTable,
  rows: Uint32Array,
  memory: number,
): Task<EncodedStored> {
  const featureNames = featureNamesOf(preparation);
  const d = featureNames.length;
  const bytes = rows.length * d * Float64Array.BYTES_PER_ELEMENT;
  const encoding = (take: Take): Task<void> => encodingBlocks(preparation, table, rows, take);
  if (bytes > memory) {
    const X = yield* writingFeatures(table, { rows: rows.length, features: d }, encoding);
    return { X, featureNames };
  }
  const X = roomForFeatures(table, rows.length, d);
  yield* encoding(function* (block, first) {
    X.set(block, first * d);
    yield;
  });
  return { X, featureNames };
}

/** Makes the features of each block, and hands them out in the order of the rows. */
function* encodingBlocks(
  preparation: Preparation,
  table: StoredTable,
  rows: Uint32Array,
  take: Take,
): Task<void> {
  const names = new Set(preparation.columns.map(({ name }) => name));
  const lookups: Lookups = new Map();
  const { height } = table;
  const most = Math.max(1, Math.floor(MOST_NUMBERS / featureNamesOf(preparation).length));
  for (let first = 0; first < rows.length;) {
    const index = Math.floor(rows[first] / height);
    const begin = index * height;
    let end = first;
    while (end < rows.length && rows[end] < begin + height) end++;
    const own = rows.subarray(first, end).map((row) => row - begin);
    table.onUse({ unit: 'row', done: first, total: rows.length });
    const block = yield* waitingFor(table.block(index, names));
    for (let from = 0; from < own.length; from += most) {
      const some = own.subarray(from, from + most);
      const { X } = yield* encodingTable(preparation, block, some, lookups);
      yield* take(X, first + from);
    }
    first = end;
  }
}
