import type { FormatOptions, RowBatch, WrittenLines } from '../../data';
import { encodedTable } from '../../tables/encoded';
import type { Preparation } from '../../tables/preparation';
import type { TableRecord } from '../../tables/record';
import { tableBlocksOf, type Table } from '../../tables';
import { cellOf } from '../../tables/value-reader';
import { ignoredText, NewValues } from './encoding-notes';

/** Rows of a batch: enough for a pass to be quick. */
const MOST_ROWS = 256;

/** How tables are read, and what is said of them. */
export interface TableReading extends Pick<
  FormatOptions,
  'only' | 'without' | 'header' | 'delimiter'
> {
  readonly note: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Rows of a table, and each by itself. */
export interface TableBatch extends RowBatch {
  sample(row: number): TableRecord;
}

/**
 * Reads the rows of a table in batches, as they come, and makes their features.
 *
 * @param isWritten  whether the rows are written again, so that their cells are needed
 * @throws OnelayerError naming file, line and column; the signal's reason
 */
export async function* tableBatchesOf(
  name: string,
  preparation: Preparation,
  { note, signal, ...options }: TableReading,
  isWritten: boolean,
): AsyncGenerator<TableBatch, void, void> {
  const found = new NewValues();
  let where = name;
  const expected = [...preparation.columns.map((column) => column.name), ...preparation.labels];
  for await (const block of tableBlocksOf(name, { ...options, expected, note }, signal)) {
    const { first, rows, written } = block;
    ({ where } = block);
    const ignored = first === 0 ? ignoredText(preparation, block) : null;
    if (ignored !== null) note(ignored);
    const { X, featureNames, ...counts } = await encodedTable(preparation, block, signal);
    found.add(counts);
    const lines = written ?? (isWritten ? linesOf(block) : null);
    const d = featureNames.length;
    for (let at = 0; at < rows; at += MOST_ROWS) {
      const samples = Math.min(MOST_ROWS, rows - at);
      const table = lines && { ...lines, rows: lines.rows.slice(at, at + samples) };
      yield {
        ...{ where, first: first + at, samples, features: d },
        X: X.subarray(at * d, (at + samples) * d),
        ...(table && { table }),
        sample: (row) => recordIn(block, at + row),
      };
    }
  }
  const text = found.text(where);
  if (text !== null) note(text);
}

function recordIn({ columns }: Table, row: number): TableRecord {
  return Object.fromEntries(columns.map(({ name, content }) => [name, cellOf(content, row)]));
}

/** The rows of a table as lines of cells. */
function linesOf({ columns, rows }: Table): WrittenLines {
  const header = columns.map(({ name }) => name);
  const line = (_: unknown, row: number): string[] =>
    columns.map(({ content }) => String(cellOf(content, row) ?? ''));
  return { header, dialect: null, rows: Array.from({ length: rows }, line) };
}
