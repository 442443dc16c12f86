import { Readable } from 'node:stream';
import { invalid, isNumber, looksLikeHeader, readingFailure } from '../../data';
import { show } from '../../errors';
import type { Input } from './open-input';

/** How a CSV's rows are to be read. */
export interface RowOptions {
  /** The column that is passed over: its name in the header, or its number from 0. */
  readonly label: string | number | undefined;
  readonly header: boolean | 'auto';
  readonly delimiter: string;
}

/** A line, or a quoted cell, of more bytes is taken for a quote that was never closed. */
const MOST_LINE_BYTES = 2 ** 24;

/**
 * The rows of features in a CSV as they come in: by the rules of `loadCsv`, but for the labels.
 *
 * @param features  of a row, beside the column that is passed over
 * @throws OnelayerError DATA_INVALID naming line and column
 */
export async function* csvRows(
  { where, chunks }: Input,
  features: number,
  options: RowOptions,
): AsyncGenerator<{ readonly row: Float64Array; readonly areMoreHere: boolean }, void, void> {
  const { parse, CsvError } = await import('csv-parse');
  const parser = parse({
    bom: true,
    delimiter: options.delimiter,
    info: true,
    max_record_size: MOST_LINE_BYTES,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const text = Readable.from(chunks);
  text.once('error', (error) => parser.destroy(error)).pipe(parser);
  const reader = new RowReader(where, features, options);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const row = reader.read(record, info.lines);
      if (row !== null) yield { row, areMoreHere: parser.readableLength > 0 };
    }
  } catch (error) {
    if (error instanceof CsvError) {
      throw invalid(where, `line ${parser.info.lines}: ${error.message}`, error);
    }
    throw (error as Error).name === 'AbortError' ? error : readingFailure(where, error);
  } finally {
    text.destroy();
  }
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Makes rows of numbers of rows of cells. */
class RowReader {
  private columns: { readonly count: number; readonly label: number | null } | null = null;

  constructor(
    private readonly where: string,
    private readonly features: number,
    private readonly options: RowOptions,
  ) {}

  /** Null for the header. */
  read(cells: readonly string[], line: number): Float64Array | null {
    const isFirst = this.columns === null;
    this.columns ??= this.columnsOf(cells);
    if (isFirst && this.isHeader(cells)) return null;
    const { count, label } = this.columns;
    if (cells.length !== count) {
      throw this.fault(line, `expected ${count} cells, as in the first line, got ${cells.length}`);
    }
    const row = new Float64Array(this.features);
    for (let j = 0, at = 0; j < count; j++) {
      if (j === label) continue;
      const value = Number(cells[j]);
      if (!isNumber(cells[j], value)) {
        const got = cells[j].trim() === '' ? 'an empty cell' : show(cells[j]);
        throw this.fault(line, `column ${j + 1}: expected a finite number, got ${got}`);
      }
      row[at++] = value;
    }
    return row;
  }

  private columnsOf(cells: readonly string[]): { count: number; label: number | null } {
    const { label } = this.options;
    const count = this.features + (label === undefined ? 0 : 1);
    if (cells.length !== count) {
      const labelled = label === undefined ? '' : ' and a label';
      const expected = `expected ${count} cells, the classifier's features${labelled}`;
      const advice = cells.length === count + 1 ? ': name the column of the labels by --label' : '';
      throw this.fault(1, `${expected}, got ${cells.length}${advice}`);
    }
    return { count, label: label === undefined ? null : this.labelColumn(cells, label) };
  }

  private labelColumn(cells: readonly string[], label: string | number): number {
    const column = typeof label === 'number' ? label : cells.indexOf(label);
    if (column >= 0 && column < cells.length) return column;
    const names = cells.slice(0, 8).map((cell) => show(cell));
    throw this.fault(1, `expected a column ${show(label)}, got ${names.join(', ')}`);
  }

  private isHeader(cells: readonly string[]): boolean {
    const { header, label } = this.options;
    if (typeof label === 'string') return true;
    if (header !== 'auto') return header;
    return looksLikeHeader(cells.filter((_, j) => j !== label));
  }

  private fault(line: number, what: string): Error {
    return invalid(this.where, `line ${line}: ${what}`);
  }
}
