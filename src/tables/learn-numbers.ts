import { FEW_SAMPLES, isIndexName } from '../data';
import type { Task } from '../tasks';
import { dateValue, FAULT, numberValue } from './cell-values';
import { partOf } from './dates';
import { invalidCell } from './faults';
import type { LearntColumn, Prepared } from './learnt-column';
import { computingMedian } from './median';
import type { DatePart } from './preparation';
import type { AnyTable, TableColumn } from './table';
import { makingReader, readingValues, type ValueReader } from './value-reader';

/** Numbers looked at between two yields: some milliseconds. */
const STEP = 2 ** 18;

/** Dates looked at between two yields: some milliseconds. */
const STEP_DATES = 2 ** 14;

/** From so many rows on, different integers in a range of twice their number are no chance. */
const MANY_ROWS = 20;

/** More rows aren't looked at to see whether all numbers are different. */
const MOST_COMPARED = 2 ** 22;

const PARTS: readonly DatePart[] = ['day', 'year', 'month', 'day of month', 'weekday', 'hour'];

/** A column whose values are numbers, and where they are. */
export interface NumericColumn {
  readonly table: AnyTable;
  readonly column: TableColumn;
  readonly rows: Uint32Array;
  /** Reads the numbers of the training rows: NaN where there is none. */
  readonly read: ValueReader;
  /** Whether the column was asked for by name. */
  readonly isWanted: boolean;
}

/**
 * Learns of a column of numbers, as a cooperative task.
 *
 * @throws OnelayerError DATA_INVALID naming the cell of a number that isn't finite
 */
export function* learningNumbers(numeric: NumericColumn): Task<LearntColumn> {
  const { column, read, rows, isWanted } = numeric;
  const { name } = column;
  const values = yield* readingValues(read, rows.length);
  const range = yield* findingRange(values);
  if (range.infinite !== null) {
    throw invalidCell(numeric.table, column, rows[range.infinite], 'a finite number');
  }
  const why = omissionOf(range);
  if (why !== null) return { why };
  if (!isWanted && (yield* numbering(name, values, range))) return { why: 'identifier' };
  const median = yield* computingMedian(values);
  const canMiss = range.missing > 0;
  return {
    prepared: { kind: 'number', name, median, canMiss },
    contents: contentsIn('numbers', rows),
  };
}

/** Learns of a column of dates, as a cooperative task. @param numeric  its values are moments */
export function* learningDates(numeric: NumericColumn): Task<LearntColumn> {
  const { column, read, rows } = numeric;
  const values = yield* readingValues(read, rows.length);
  const range = yield* findingRange(values);
  const why = omissionOf(range);
  if (why !== null) return { why };
  const parts: DatePart[] = [];
  const medians: number[] = [];
  for (const part of PARTS) {
    const own = yield* computingPart(values, part);
    const { least, most } = yield* findingRange(own);
    if (least === most) continue;
    parts.push(part);
    medians.push(yield* computingMedian(own));
  }
  const canMiss = range.missing > 0;
  return {
    prepared: { kind: 'date', name: column.name, parts, medians, canMiss },
    contents: contentsIn('moments', rows),
  };
}

/** Reads the values again: kept until the end, they would take as much memory as the table. */
function contentsIn(of: 'numbers' | 'moments', rows: Uint32Array): Prepared['contents'] {
  return function* (content) {
    const valueOf = of === 'numbers' ? numberValue : dateValue;
    const read = yield* makingReader(content, rows, valueOf, FAULT);
    return { of, values: yield* readingValues(read, rows.length) };
  };
}

interface Range {
  readonly missing: number;
  readonly least: number;
  readonly most: number;
  readonly areIntegers: boolean;
  /** The index of the first number that isn't finite; null if all are. */
  readonly infinite: number | null;
  /** Numbers that there are. */
  readonly count: number;
}

function* findingRange(values: Float64Array): Task<Range> {
  let missing = 0;
  let least = Infinity;
  let most = -Infinity;
  let areIntegers = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) missing++;
    else {
      if (value < least) least = value;
      if (value > most) most = value;
      areIntegers &&= Number.isSafeInteger(value);
    }
    if (i % STEP === STEP - 1) yield;
  }
  const hasInfinite = least === -Infinity || most === Infinity;
  const infinite = hasInfinite ? values.findIndex((own) => Math.abs(own) === Infinity) : null;
  return {
    missing,
    least,
    most,
    areIntegers,
    infinite,
    count: values.length - missing,
  };
}

function omissionOf({ count, missing, least, most }: Range): 'empty' | 'constant' | null {
  if (count === 0) return 'empty';
  return missing === 0 && least === most ? 'constant' : null;
}

/**
 * Whether numbers count the rows: different integers that are consecutive, but for what a split took
 * away, or whose column is called like an index.
 */
function* numbering(name: string, values: Float64Array, range: Range): Task<boolean> {
  const { areIntegers, count, least, most } = range;
  if (!areIntegers || count < FEW_SAMPLES) return false;
  const gaps = most - least + 1 - count;
  const isRange = gaps === 0 || (count >= MANY_ROWS && gaps > 0 && gaps <= count);
  if (!isRange && !isIndexName(name)) return false;
  const compared = values.subarray(0, MOST_COMPARED);
  return isRange ? yield* areDifferentIn(compared, range) : yield* areDifferent(compared);
}

function* areDifferent(values: Float64Array): Task<boolean> {
  const seen = new Set<number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (seen.has(value)) return false;
    if (!Number.isNaN(value)) seen.add(value);
    if (i % STEP_DATES === STEP_DATES - 1) yield;
  }
  return true;
}

/** The same of integers in a short range: a bit for each takes far less memory than a set. */
function* areDifferentIn(
  values: Float64Array,
  { least, most }: Pick<Range, 'least' | 'most'>,
): Task<boolean> {
  const seen = new Uint8Array(Math.floor((most - least) / 8) + 1);
  for (let i = 0; i < values.length; i++) {
    const place = values[i] - least;
    if (!Number.isNaN(place)) {
      // Beyond 32 bits, `>>` and `&` would lose the place.
      const byte = Math.floor(place / 8);
      const bit = 1 << (place % 8);
      if (seen[byte] & bit) return false;
      seen[byte] |= bit;
    }
    if (i % STEP === STEP - 1) yield;
  }
  return true;
}

function* computingPart(moments: Float64Array, part: DatePart): Task<Float64Array> {
  const own = new Float64Array(moments.length);
  for (let i = 0; i < moments.length; i++) {
    own[i] = Number.isNaN(moments[i]) ? NaN : partOf(moments[i], part);
    if (i % STEP_DATES === STEP_DATES - 1) yield;
  }
  return own;
}
