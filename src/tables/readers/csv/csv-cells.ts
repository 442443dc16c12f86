import { invalid, NO_UTF8, withPoint } from '../../../data';
import { show } from '../../../errors';
import { numberOf, type ColumnBuilder } from '../../column-builder';
import { MISSING } from '../../table';
import type { BuiltColumn } from '../table-builder';
import { decimalIn } from './decimal';
import { KnownTexts } from './known-texts';
import type { CsvTokens } from './tokens';

const INFINITE = /^\s*[+-]?inf(inity)?\s*$/i;

const COMMA = 0x2c;

/** Puts the cells of one column of a CSV into a column of a table. */
export class CsvCells {
  private known = new KnownTexts();
  private builder: ColumnBuilder | null = null;
  /** Where an infinite cell is, if all others so far are numbers or missing; null if there is none. */
  private infinite: { readonly place: string; readonly text: string } | null = null;

  /**
   * @param column   where they are put
   * @param j        the column of the CSV, from 0
   * @param point    the code of what stands before a fraction
   * @param placeOf  names a cell of this column in messages
   */
  constructor(
    private readonly column: BuiltColumn,
    private readonly j: number,
    private readonly point: number,
    private readonly placeOf: (line: number) => string,
  ) {}

  /**
   * Adds the cells of rows.
   *
   * @param first  the first row
   * @throws OnelayerError DATA_INVALID naming line and column
   */
  add(tokens: CsvTokens, bytes: Buffer, first: number): void {
    const { j, point } = this;
    const { builder } = this.column;
    if (builder !== this.builder) {
      // Codes are those of one builder.
      this.known = new KnownTexts();
      this.builder = builder;
    }
    const { known } = this;
    const { starts, ends, rowStarts, rows } = tokens;
    for (let row = first; row < rows; row++) {
      const cell = rowStarts[row] + j;
      let from = starts[cell];
      let to = ends[cell];
      // Doubled quotes stay as they are, for which no other cell is taken.
      if (to < 0) to = ~to;
      while (from < to && bytes[from] <= 0x20) from++;
      while (from < to && bytes[to - 1] <= 0x20) to--;
      if (from === to) {
        if (builder.isOfNumbers) builder.addNumber(NaN);
        else builder.addCode(MISSING);
      } else if (builder.isOfNumbers) {
        const value = decimalIn(bytes, from, to, point);
        if (Number.isNaN(value)) this.addText(tokens, bytes, row);
        else builder.addNumber(value);
      } else {
        const code = known.codeOf(bytes, from, to);
        if (code >= 0) builder.addCode(code);
        else known.add(this.addText(tokens, bytes, row), bytes, from, to);
      }
    }
  }

  /** Adds a cell that takes more than a look at its bytes. @returns its code; NaN if it is a number */
  private addText(tokens: CsvTokens, bytes: Buffer, row: number): number {
    const { builder } = this.column;
    const written = textIn(tokens, bytes, tokens.rowStarts[row] + this.j);
    const text = this.point === COMMA ? withPoint(written) : written;
    const place = (): string => this.placeOf(tokens.lines[row]);
    if (text.includes(NO_UTF8)) {
      throw invalid(place(), `expected text in UTF-8, got ${show(text.trim())}`);
    }
    const number = numberOf(text);
    if (number === Infinity || number === -Infinity) throw notFinite(place(), text);
    if (number === null) {
      const isInfinite = INFINITE.test(text);
      if (isInfinite && builder.hasNumbers) throw notFinite(place(), text);
      if (builder.isOfNumbers && isInfinite) this.infinite = { place: place(), text };
      else if (!isInfinite) this.infinite = null;
    } else if (this.infinite !== null && !Number.isNaN(number)) {
      throw notFinite(this.infinite.place, this.infinite.text);
    }
    return builder.add(text);
  }
}

function notFinite(place: string, text: string): Error {
  return invalid(place, `expected a finite number, got ${show(text.trim())}`);
}

/** Returns the text of a cell, without quotes. */
export function textIn({ starts, ends }: CsvTokens, bytes: Buffer, cell: number): string {
  const end = ends[cell];
  const text = bytes.toString('utf8', starts[cell], end < 0 ? ~end : end);
  return end < 0 ? text.replaceAll('""', '"') : text;
}
