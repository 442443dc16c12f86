import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  invalid,
  openInput,
  STANDARD_INPUT,
  whereOf,
  type Input,
  type WrittenLines,
} from '../../data';
import { argumentError } from '../../errors';
import { formatInWords } from '../../files';
import { TaskRunner } from '../../tasks';
import type { Table, TableColumn } from '../table';
import { arrowFormat } from './arrow/read-arrow';
import { csvFormat } from './csv/read-csv';
import type { Reading, ReadProgress, TableFormat, TableOptions, Written } from './format';
import { jsonFormat } from './json/read-json';
import { parquetFormat } from './parquet/read-parquet';
import { TableBuilder } from './table-builder';
import { rowsOfFile } from './whole-file';

/** All formats of tables. What no one recognises is taken for the first. */
export const TABLE_FORMATS: readonly TableFormat[] = [
  csvFormat,
  jsonFormat,
  parquetFormat,
  arrowFormat,
];

/** Bytes of a file read at a time: they become some thousand rows, within some milliseconds. */
const PIECE = 2 ** 18;

/** Rows of a block, at most. */
const MOST_ROWS = 2 ** 14;

/** Some rows of a file. A column of numbers in one block may be one of texts in another. */
export interface TableBlock extends Table {
  /** The number of the first row in its file, from 0. */
  readonly first: number;
  /** The lines as they are written, all columns of them; null if the format has no lines of cells. */
  readonly written: WrittenLines | null;
}

/**
 * Reads a table: CSV, JSON Lines, a JSON array of objects, Parquet, Arrow or Feather. A file may be
 * packed by gzip.
 *
 * @param name        a file, or `-` for standard input
 * @param onProgress  called after each piece
 * @throws OnelayerError naming the file, and line and column where there are any; the signal's reason
 */
export async function readTable(
  name: string,
  options: TableOptions,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void = () => undefined,
): Promise<Table> {
  const table = new TableBuilder(whereOf(name));
  for await (const progress of rowsInto(table, name, options, signal)) onProgress(progress);
  return new TaskRunner(signal).run(table.taking());
}

/**
 * Puts the rows of a file into a table, and yields how far it is after each piece.
 *
 * @throws OnelayerError as `readTable` does; the signal's reason
 */
export async function* rowsInto(
  table: TableBuilder,
  name: string,
  options: TableOptions,
  signal: AbortSignal,
): AsyncGenerator<ReadProgress, void, void> {
  let bytes = 0;
  const onBytes = (count: number) => void (bytes += count);
  const total = await sizeOf(name);
  const { input, format } = await openTable(name, options, signal, onBytes);
  if (format.read.from === 'file') bytes = 0;
  const reading = { options, signal, table, written: null, onBytes };
  for await (const rows of rowsOf(name, input, format, reading)) yield { bytes, total, rows };
  if (table.rows === 0) throw noRows(input.where);
}

/**
 * Reads a table as it comes, in blocks of some thousand rows.
 *
 * @throws OnelayerError as `readTable` does, after the blocks before; the signal's reason
 */
export async function* tableBlocksOf(
  name: string,
  options: TableOptions,
  signal: AbortSignal,
): AsyncGenerator<TableBlock, void, void> {
  const { input, format } = await openTable(name, options, signal);
  const table = new TableBuilder(input.where);
  const written: Written = { header: null, dialect: null, rows: [] };
  const reading = { options, signal, table, written, onBytes: () => undefined };
  const runner = new TaskRunner(signal);
  let first = 0;
  for await (const rows of rowsOf(name, input, format, reading)) {
    if (rows === 0) continue;
    const all = await runner.run(table.taking());
    const lines = written.rows.splice(0);
    for (let from = 0; from < rows; from += MOST_ROWS) {
      const part = partOf(all, from, Math.min(rows, from + MOST_ROWS));
      const own = { ...written, rows: lines.slice(from, from + part.rows) };
      yield { ...part, first: first + from, written: written.dialect && own };
    }
    first += rows;
  }
  if (first === 0) throw noRows(input.where);
}

/** Returns consecutive rows of a table, on the same memory. */
function partOf(table: Table, first: number, end: number): Table {
  if (end - first === table.rows) return table;
  const columns = table.columns.map(({ name, content }): TableColumn => ({
    name,
    content:
      content.kind === 'numbers'
        ? { kind: 'numbers', values: content.values.subarray(first, end) }
        : { ...content, codes: content.codes.subarray(first, end) },
  }));
  const { placeOf } = table;
  return {
    ...table,
    rows: end - first,
    columns,
    ...(placeOf && { placeOf: (row) => placeOf(first + row) }),
  };
}

function rowsOf(
  name: string,
  input: Input,
  { read }: TableFormat,
  reading: Reading,
): AsyncGenerator<number, void, void> {
  if (read.from === 'stream') return read.rows(input, reading);
  return rowsOfFile(name, input, reading, read.rows);
}

function noRows(where: string): Error {
  return invalid(where, 'expected at least one row of data, got none');
}

/** Returns the size of a file; null if it isn't one. */
async function sizeOf(name: string): Promise<number | null> {
  if (name === STANDARD_INPUT) return null;
  const found = await stat(name).catch(() => null);
  return found?.isFile() ? found.size : null;
}

/** Opens a file, and finds out of what format it is. */
async function openTable(
  name: string,
  { delimiter = ',' }: TableOptions,
  signal: AbortSignal,
  onBytes?: (count: number) => void,
): Promise<{ readonly input: Input; readonly format: TableFormat }> {
  if (!/^[^"\r\n\u0080-\uffff]$/.test(delimiter)) {
    const expected = 'one character of ASCII, and no quote or line break';
    throw argumentError(RangeError, 'delimiter', expected, delimiter);
  }
  const input = await openInput(name, signal, { highWaterMark: PIECE, onBytes });
  const format = tableFormatOf(input.head, name) ?? csvFormat;
  const isBinary = format.read.from === 'file' || format === arrowFormat;
  if (isBinary && format.beginning?.test(input.head) === false) {
    await input.close();
    const got = formatInWords(Buffer.from(input.head, 'latin1'));
    throw invalid(input.where, `expected ${format.one}, as its name says, got ${got}`);
  }
  return { input, format };
}

/**
 * Returns the format of tables that a file has, by its first bytes, else by its name's ending; null if
 * they tell of none.
 *
 * @param head  the first bytes as Latin-1 text, of a gzip file those that are packed
 */
export function tableFormatOf(head: string, name: string): TableFormat | null {
  const ending = path.extname(name.replace(/\.gz$/i, '')).toLowerCase();
  return (
    TABLE_FORMATS.find(({ beginning }) => beginning?.test(head)) ??
    TABLE_FORMATS.find(({ endings }) => endings.includes(ending)) ??
    null
  );
}
