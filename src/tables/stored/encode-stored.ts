import type { Task } from '../../tasks';
import { encodingTable, roomForFeatures, type EncodedTable } from '../encode';
import { featureNamesOf, type Preparation } from '../preparation';
import type { Table } from '../table';
import type { Lookups } from '../value-reader';
import type { StoredTable } from './stored-table';

/** Features that are made at a time: 16 MB. */
const MOST_NUMBERS = 2 ** 21;

/** The features of some rows, of a block of the table. */
interface EncodedBlock {
  /** The number of the first of them among the chosen rows. */
  readonly first: number;
  /** count×d. */
  readonly X: Float64Array;
}

/**
 * Makes the features of a table on disk in memory, as a cooperative task: to the bit those that
 * `encodingTable` makes of a table in memory.
 *
 * @param rows  the rows to take, in ascending order
 * @throws OnelayerError as `encodingTable` does
 */
export function* encodingStored(
  preparation: Preparation,
  table: StoredTable,
  rows: Uint32Array,
): Task<Pick<EncodedTable, 'X' | 'featureNames'>> {
  const featureNames = featureNamesOf(preparation);
  const d = featureNames.length;
  const X = roomForFeatures(table, rows.length, d);
  yield* encodingBlocks(preparation, table, rows, function* (block) {
    X.set(block.X, block.first * d);
    yield;
  });
  return { X, featureNames };
}

/** Makes the features of each block, and hands them out in the order of the rows. */
function* encodingBlocks(
  preparation: Preparation,
  table: StoredTable,
  rows: Uint32Array,
  take: (block: EncodedBlock) => Task<void>,
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
    const block = yield* loadingBlock(table, index, names);
    for (let from = 0; from < own.length; from += most) {
      const some = own.subarray(from, from + most);
      const { X } = yield* encodingTable(preparation, block, some, lookups);
      yield* take({ first: first + from, X });
    }
    first = end;
  }
}

function* loadingBlock(table: StoredTable, index: number, names: ReadonlySet<string>): Task<Table> {
  let loaded: Table | undefined;
  yield table.block(index, names).then((own) => (loaded = own));
  if (loaded === undefined) throw new Error('a block must be loaded before the task goes on');
  return loaded;
}
