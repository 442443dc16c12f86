import { argumentError, argumentFault, show } from '../errors';
import type { Task } from '../tasks';
import { FAULT, UNKNOWN } from './cell-values';
import { encoderOf, type ColumnEncoder } from './column-encoder';
import { cellFault, invalidCell, invalidTable } from './faults';
import { columnsNamed } from './named-columns';
import { featureNamesOf, type Preparation } from './preparation';
import { cellInRecord, type TableRecord } from './record';
import { cellOf, makingReader, type Lookups, type ValueReader } from './value-reader';
import type { AnyTable, Table, TableColumn } from './table';

/** The features of a table's rows. */
export interface EncodedTable {
  /** n×d, row-major; all numbers are finite. */
  readonly X: Float64Array;
  /** d. */
  readonly featureNames: string[];
  /**
   * By the name of a column of categories: the rows whose category isn't among them, which is unknown
   * or was rare in the training rows.
   */
  readonly unknown: ReadonlyMap<string, number>;
  /**
   * By the name of a column that had no missing value in the training rows: the rows where it has one.
   * The median stands for it, or no category.
   */
  readonly missing: ReadonlyMap<string, number>;
}

/** Rows of X written between two yields have about so many numbers, which stay in the cache: 256 KB. */
const TILE = 2 ** 15;

/**
 * Makes the features of a table's rows, as a cooperative task. Columns are found by name, whatever
 * their order; others don't matter. The features of a row are those of `encodeRecord`, to the bit.
 *
 * @param rows     the rows to take, in their order; by default all
 * @param lookups  of tables that have the same texts
 * @throws OnelayerError DATA_INVALID naming a column that is missing or there twice; or row and column
 *   of a cell that is no number, date or boolean where one is expected, or that has no value if
 *   the preparation's `missing` is `error`
 */
export function* encodingTable(
  preparation: Preparation,
  table: Table,
  rows: Uint32Array | null = null,
  lookups?: Lookups,
): Task<EncodedTable> {
  const encoders = encodersOf(preparation);
  const columns = columnsNamed(table, preparation.columns);
  const readers: ValueReader[] = [];
  for (const [c, { valueOf, column }] of encoders.entries()) {
    const unkept = column.kind === 'category' ? UNKNOWN : FAULT;
    readers.push(yield* makingReader(columns[c].content, rows, valueOf, unkept, lookups));
  }
  const featureNames = featureNamesOf(preparation);
  const d = featureNames.length;
  const n = rows?.length ?? table.rows;
  const X = roomForFeatures(table, n, d);
  const counts = encoders.map(() => ({ unknown: 0, missing: 0 }));
  const height = Math.max(1, Math.floor(TILE / d));
  const values = new Float64Array(Math.min(height, n));
  for (let first = 0; first < n; first += height) {
    const count = Math.min(height, n - first);
    let at = first * d;
    for (let c = 0; c < encoders.length; c++) {
      readers[c](values, first, count);
      const fault = counting(counts[c], encoders[c], preparation, values, count);
      if (fault !== null) {
        const row = rows === null ? first + fault : rows[first + fault];
        throw invalidCell(table, columns[c], row, expectedAt(encoders[c], columns[c], row));
      }
      encoders[c].write(values, count, X, at, d);
      at += encoders[c].width;
    }
    yield;
  }
  return { X, featureNames, ...byColumn(preparation, counts) };
}

/** Allocates n×d. @throws OnelayerError DATA_INVALID if it exceeds the memory */
export function roomForFeatures(
  table: Pick<AnyTable, 'where'>,
  rows: number,
  features: number,
): Float64Array {
  try {
    return new Float64Array(rows * features);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const shape = `${rows.toLocaleString('en')} rows of ${features.toLocaleString('en')}`;
    const size = `${Math.ceil((rows * features * 8) / 1e9)} GB`;
    throw invalidTable(table, `expected features that fit into memory, got ${shape}, which are ${size}`); // prettier-ignore
  }
}

/**
 * Makes the features of one record, e.g. of `{ age: 39, colour: 'red' }`: a number for each of the d
 * features. What has no value is missing: a key that isn't there, `null`, `undefined`, NaN, an empty text.
 * Texts that mean numbers are numbers; dates are texts or `Date`s.
 *
 * @param where  names the record in messages
 * @throws TypeError naming the column (`code` INVALID_ARGUMENT), as `encodingTable` throws for a cell;
 *   or if the record has none of the columns
 */
export function encodeRecord(
  preparation: Preparation,
  record: TableRecord,
  where = 'record',
): Float64Array {
  const encoders = encodersOf(preparation);
  if (typeof record !== 'object' || (record as unknown) === null || Array.isArray(record)) {
    throw argumentError(TypeError, where, 'an object of values by column', record);
  }
  if (!preparation.columns.some(({ name }) => Object.hasOwn(record, name))) {
    const names = preparation.columns.slice(0, 4).map(({ name }) => name);
    throw argumentError(TypeError, where, `values of columns such as ${names.join(', ')}`, record);
  }
  const X = new Float64Array(encoders.reduce((sum, { width }) => sum + width, 0));
  const values = new Float64Array(1);
  let at = 0;
  for (const encoder of encoders) {
    const { column, expected, valueOf, width } = encoder;
    const name = `${where}: column ${show(column.name)}`;
    const cell = cellInRecord(name, record, column.name);
    values[0] = valueOf(cell);
    if (isFault(values[0], preparation)) {
      const fault = cellFault(Number.isNaN(values[0]) ? 'a value' : expected, cell);
      throw argumentFault(TypeError, `${name}: ${fault}`);
    }
    encoder.write(values, 1, X, at, X.length);
    at += width;
  }
  return X;
}

/** Each preparation's encoders: a record that comes alone can't wait for the lists of categories. */
const made = new WeakMap<Preparation, readonly ColumnEncoder[]>();

function encodersOf(preparation: Preparation): readonly ColumnEncoder[] {
  let encoders = made.get(preparation);
  if (encoders === undefined)
    made.set(preparation, (encoders = preparation.columns.map(encoderOf)));
  return encoders;
}

interface Counts {
  unknown: number;
  missing: number;
}

function isFault(value: number, { missing }: Preparation): boolean {
  return Math.abs(value) === FAULT || (missing === 'error' && Number.isNaN(value));
}

/** Counts values that the training rows hadn't. @returns the index of a value that is an error, or null */
function counting(
  counts: Counts,
  { column }: ColumnEncoder,
  preparation: Preparation,
  values: Float64Array,
  count: number,
): number | null {
  const isCategory = column.kind === 'category';
  for (let i = 0; i < count; i++) {
    const value = values[i];
    // 0 · x is NaN unless x is finite.
    if (0 * value === 0 && !(isCategory && value === UNKNOWN)) continue;
    if (isFault(value, preparation)) return i;
    if (!Number.isNaN(value)) counts.unknown++;
    else if (!column.canMiss) counts.missing++;
  }
  return null;
}

/** What was expected of a cell that is an error. */
function expectedAt({ expected }: ColumnEncoder, { content }: TableColumn, row: number): string {
  const cell = cellOf(content, row);
  if (cell === null) return 'a value';
  return typeof cell === 'number' && !Number.isFinite(cell) ? 'a finite number' : expected;
}

export function byColumn(
  { columns }: Preparation,
  counts: readonly Counts[],
): Pick<EncodedTable, 'unknown' | 'missing'> {
  const of = (key: keyof Counts): Map<string, number> =>
    new Map(columns.flatMap(({ name }, c) => (counts[c][key] > 0 ? [[name, counts[c][key]]] : [])));
  return { unknown: of('unknown'), missing: of('missing') };
}
