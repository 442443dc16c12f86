import { stat } from 'node:fs/promises';
import path from 'node:path';
import { invalid, openInput, STANDARD_INPUT, type Input, type WrittenLines } from '../../data';
import { argumentError } from '../../errors';
import { TaskRunner } from '../../tasks';
import type { Table } from '../table';
import { csvFormat } from './csv/read-csv';
import type { ReadProgress, TableFormat, TableOptions, Written } from './format';
import { jsonFormat } from './json/read-json';
import { TableBuilder } from './table-builder';

/** All formats of tables. What no one recognises is taken for the first. */
export const TABLE_FORMATS: readonly TableFormat[] = [csvFormat, jsonFormat];

/** Bytes of a file read at a time: they become some thousand rows, within some milliseconds. */
const PIECE = 2 ** 18;

/** Some rows of a file. A column of numbers in one block may be one of texts in another. */
export interface TableBlock extends Table {
  /** The number of the first row in its file, from 0. */
  readonly first: number;
  /** The lines as they are written, all columns of them; null if the format has no lines of cells. */
  readonly written: WrittenLines | null;
}

/**
 * Reads a table: CSV, JSON Lines, a JSON array of objects. A file may be packed by gzip.
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
  let bytes = 0;
  const total = await sizeOf(name);
  const { input, format } = await openTable(name, options, signal, (count) => (bytes += count));
  const table = new TableBuilder(input.where);
  for await (const rows of format.read(input, { options, signal, table, written: null })) {
    onProgress({ bytes, total, rows });
  }
  if (table.rows === 0) throw noRows(input.where);
  return new TaskRunner(signal).run(table.taking());
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
  const runner = new TaskRunner(signal);
  let first = 0;
  for await (const rows of format.read(input, { options, signal, table, written })) {
    if (rows === 0) continue;
    const block = await runner.run(table.taking());
    const lines = written.dialect && { ...written, rows: written.rows.splice(0) };
    yield { ...block, first, written: lines };
    first += block.rows;
  }
  if (first === 0) throw noRows(input.where);
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
