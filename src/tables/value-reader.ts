import type { Task } from '../tasks';
import { numberValue, type CellValue } from './cell-values';
import { MISSING, UNKEPT, type Cell, type TableColumn } from './table';

/** Reads the values of rows first … first + count − 1 of those that were chosen. */
export type ValueReader = (values: Float64Array, first: number, count: number) => void;

/** The values of a column's texts, for several readers of it. */
export type Lookups = Map<readonly string[], Float64Array>;

/** Texts looked up between two yields: some milliseconds. */
const STEP_TEXTS = 2 ** 12;

/** Values read between two yields: some milliseconds. */
const STEP_VALUES = 2 ** 18;

/**
 * Makes the reader of a column's values, as a cooperative task: each different text is looked up once.
 *
 * @param rows     the rows to read, in their order; null: all
 * @param unkept   the value of a text that the table doesn't have any more
 * @param lookups  keeps what was looked up
 */
export function* makingReader(
  content: TableColumn['content'],
  rows: Uint32Array | null,
  valueOf: CellValue,
  unkept: number,
  lookups: Lookups = new Map(),
): Task<ValueReader> {
  if (content.kind === 'numbers') {
    const { values: own } = content;
    // Most columns: numbers that are taken as they are.
    const isPlain = valueOf === numberValue;
    return (values, first, count) => {
      for (let i = 0; i < count; i++) {
        const value = own[rows === null ? first + i : rows[first + i]];
        values[i] = isPlain ? value : valueOf(value);
      }
    };
  }
  const { codes, texts } = content;
  const known = lookups.get(texts) ?? (yield* lookingUp(texts, valueOf));
  lookups.set(texts, known);
  return (values, first, count) => {
    for (let i = 0; i < count; i++) {
      const code = codes[rows === null ? first + i : rows[first + i]];
      values[i] = code < known.length ? known[code] : code === MISSING ? NaN : unkept;
    }
  };
}

function* lookingUp(texts: readonly string[], valueOf: CellValue): Task<Float64Array> {
  const known = new Float64Array(texts.length);
  for (let code = 0; code < texts.length; code++) {
    known[code] = valueOf(texts[code]);
    if (code % STEP_TEXTS === STEP_TEXTS - 1) yield;
  }
  return known;
}

/** Reads all values of the chosen rows, as a cooperative task. */
export function* readingValues(read: ValueReader, count: number): Task<Float64Array> {
  const values = new Float64Array(count);
  for (let first = 0; first < count; first += STEP_VALUES) {
    const part = values.subarray(first, first + STEP_VALUES);
    read(part, first, part.length);
    yield;
  }
  return values;
}

/** Returns the cell of a row; undefined if its text wasn't kept. */
export function cellOf(content: TableColumn['content'], row: number): Cell | undefined {
  if (content.kind === 'numbers') {
    const value = content.values[row];
    return Number.isNaN(value) ? null : value;
  }
  const code = content.codes[row];
  if (code === MISSING) return null;
  return code === UNKEPT ? undefined : content.texts[code];
}
