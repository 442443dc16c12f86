import { invalid, NO_UTF8, quotedLines, type CsvDialect } from '../../../data';
import { show } from '../../../errors';
import type { Task } from '../../../tasks';
import type { Reading } from '../format';
import { CsvCells, textIn } from './csv-cells';
import { assertFirstLine } from './first-line';
import { layoutOf, type CsvLayout } from './layout';
import { CsvTokens, MOST_CELLS } from './tokens';

/** Rows that are looked at to find out what the columns are. */
const FIRST_ROWS = 100;

/** Cells converted between two yields: a millisecond or so. */
const STEP_CELLS = 2 ** 14;

const POINT = 0x2e;
const COMMA = 0x2c;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** Puts the rows of a CSV into a table, a piece of its text at a time. */
export class CsvTable {
  /** The number of the line after those that are complete. */
  line = 1;
  private readonly tokens: CsvTokens;
  private layout: CsvLayout | null = null;
  private cells: readonly CsvCells[] = [];

  constructor(
    private readonly where: string,
    private readonly dialect: CsvDialect,
    private readonly reading: Reading,
  ) {
    this.tokens = new CsvTokens(dialect.delimiter.charCodeAt(0));
  }

  /**
   * Adds the rows that are complete in bytes, as a cooperative task.
   *
   * @param bytes   with room for one more after `end`
   * @param isLast  whether the text ends at `end`
   * @returns the index after the last row; 0 before the first ones tell what the columns are
   * @throws OnelayerError DATA_INVALID naming line and column
   */
  *adding(bytes: Buffer, end: number, isLast: boolean): Task<number> {
    const { layout, tokens } = this;
    const begin = layout === null && bytes.indexOf(BYTE_ORDER_MARK) === 0 ? 3 : 0;
    const text = bytes.subarray(begin);
    const done = tokens.cut(text, end - begin, isLast);
    this.line = tokens.line;
    this.assertNoZero(text, done);
    let first = 0;
    if (layout === null) {
      if (!isLast && !tokens.isFaulty && tokens.rows < 2) {
        tokens.line = 1;
        return 0;
      }
      if (tokens.rows > 0) first = this.begin(text);
    }
    if (this.layout !== null) {
      this.assertCounts(this.layout, first);
      yield* this.addingRows(text, first);
    }
    if (tokens.isFaulty) throw this.fault(text.toString('utf8', done, end - begin));
    return begin + done;
  }

  /** Finds out what the columns are. @returns the first row of data */
  private begin(text: Buffer): number {
    const { dialect, tokens, where } = this;
    const { options, table, written } = this.reading;
    const rows = Array.from({ length: Math.min(tokens.rows, FIRST_ROWS) }, (_, row) =>
      this.textsOf(text, row),
    );
    // A line by which Excel knows the delimiter.
    const hasSeparator =
      rows.length > 1 && rows[0].join(dialect.delimiter) === `sep=${dialect.delimiter}`;
    const before = Number(hasSeparator);
    const own = rows.slice(before);
    assertFirstLine(where, own, tokens.lines.subarray(before), options);
    const layout = layoutOf(where, own, options);
    const wrong = layout.header?.findIndex((name) => name.includes(NO_UTF8)) ?? -1;
    if (wrong >= 0) {
      const place = `${where}: line ${tokens.lines[before]}, column ${wrong + 1}`;
      throw invalid(place, `expected a name in UTF-8, got ${show(layout.header?.[wrong])}`);
    }
    if (written !== null) Object.assign(written, { header: layout.header, dialect });
    this.layout = layout;
    this.cells = layout.columns.map((j) => {
      const name = layout.names[j];
      const placeOf = (line: number): string =>
        `${where}: line ${line}, column ${j + 1}${layout.header ? ` (${show(name)})` : ''}`;
      const point = dialect.hasDecimalCommas ? COMMA : POINT;
      return new CsvCells(table.addColumn(name), j, point, placeOf);
    });
    return before + layout.skipped;
  }

  private *addingRows(text: Buffer, first: number): Task<void> {
    const { cells, tokens } = this;
    const { table, written } = this.reading;
    const rows = tokens.rows - first;
    for (let j = 0, converted = 0; j < cells.length; j++) {
      cells[j].add(tokens, text, first);
      if ((converted += rows) < STEP_CELLS) continue;
      converted = 0;
      yield;
    }
    table.rows += rows;
    if (written === null) return;
    for (let row = first; row < tokens.rows; row++) written.rows.push(this.textsOf(text, row));
    yield;
  }

  private textsOf(text: Buffer, row: number): string[] {
    const { tokens } = this;
    const begin = tokens.rowStarts[row];
    return Array.from({ length: tokens.rowStarts[row + 1] - begin }, (_, j) =>
      textIn(tokens, text, begin + j),
    );
  }

  private assertCounts({ count, header }: CsvLayout, first: number): void {
    const { lines, rows, rowStarts } = this.tokens;
    const { table } = this.reading;
    for (let row = first; row < rows; row++) {
      table.setLine(table.rows + row - first, lines[row]);
      const got = rowStarts[row + 1] - rowStarts[row];
      if (got === count) continue;
      const as = header === null ? 'in the first line' : 'in the header';
      throw invalid(
        this.where,
        `line ${lines[row]}: expected ${count === 1 ? '1 cell' : `${count} cells`}, as ${as}, got ${got}`,
      );
    }
  }

  /** Zero bytes are of no text, and would be taken for blanks. */
  private assertNoZero(text: Buffer, done: number): void {
    const { lines, rowStarts, rows, starts } = this.tokens;
    const zero = text.subarray(0, done).indexOf(0);
    if (zero < 0) return;
    let row = rows - 1;
    while (row > 0 && starts[rowStarts[row]] > zero) row--;
    let cell = rowStarts[row + 1] - 1;
    while (cell > rowStarts[row] && starts[cell] > zero) cell--;
    const place = `line ${lines[row]}, column ${cell - rowStarts[row] + 1}`;
    throw invalid(this.where, `${place}: expected text, got a NUL byte`);
  }

  /** @param text  from the line that isn't CSV on */
  private fault(text: string): Error {
    const { dialect, tokens, where } = this;
    const { fault } = quotedLines(text, dialect.delimiter, tokens.line);
    const many = `line ${tokens.line}: expected at most ${MOST_CELLS} cells, got more`;
    return invalid(where, fault ?? many);
  }
}
