import { momentOf } from './dates';
import {
  MISSING,
  MOST_DATES,
  MOST_TEXTS,
  UNKEPT,
  type Cell,
  type NumberColumn,
  type TextColumn,
} from './table';

/** Values in an array of a column that grows: 512 KB of numbers. */
const CHUNK = 2 ** 16;

/** A number in decimal notation; 007 is none, but a name. */
const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** What people and programs write where there is no value: those of pandas, and R's and Weka's. */
export const NOTHING: ReadonlySet<string> = new Set(
  ['', 'NA', 'N/A', 'n/a', 'NaN', 'nan', '-nan', '-NaN', '#N/A', '#NA', '<NA>', 'null', 'NULL', 'None', '?'], // prettier-ignore
);

/**
 * Collects the cells of one column as they come, and decides whether it is one of numbers: it is if all
 * cells that have a value are numbers. Takes 8 bytes a cell, and less for texts.
 */
export class ColumnBuilder {
  private readonly numbers: Float64Array[] = [];
  private readonly codes: Uint32Array[] = [];
  private readonly known = new Map<string, number>();
  private isOfNumbers = true;
  private isOfDates = true;
  private count = 0;

  add(cell: Cell): void {
    const value = this.isOfNumbers ? numberOf(cell) : null;
    if (value !== null) this.push(this.numbers, Float64Array, value);
    else {
      // Before the numbers, which may be more than are kept: messages name the first text that is none.
      const code = this.codeOf(cell);
      if (this.isOfNumbers) this.becomeTexts();
      this.push(this.codes, Uint32Array, code);
    }
    this.count++;
  }

  /** Returns the column; nothing can be added afterwards. */
  take(): NumberColumn | TextColumn {
    const { codes, count, isOfNumbers, known, numbers } = this;
    if (isOfNumbers) return { kind: 'numbers', values: joined(numbers, count, Float64Array) };
    return { kind: 'texts', texts: [...known.keys()], codes: joined(codes, count, Uint32Array) };
  }

  private push<Values extends Float64Array | Uint32Array>(
    chunks: Values[],
    Kind: new (length: number) => Values,
    value: number,
  ): void {
    const at = this.count % CHUNK;
    if (at === 0) chunks.push(new Kind(CHUNK));
    chunks[chunks.length - 1][at] = value;
  }

  /** Numbers that came before the first text become texts. */
  private becomeTexts(): void {
    this.isOfNumbers = false;
    this.numbers.forEach((chunk, c) => {
      const values = chunk.subarray(0, Math.min(CHUNK, this.count - c * CHUNK));
      const codes = new Uint32Array(CHUNK);
      values.forEach((value, i) => {
        codes[i] = Number.isNaN(value) ? MISSING : this.codeOf(value);
      });
      this.codes.push(codes);
    });
    this.numbers.length = 0;
  }

  private codeOf(cell: Cell): number {
    const text = textOf(cell);
    if (text === null) return MISSING;
    const code = this.known.get(text);
    if (code !== undefined) return code;
    this.isOfDates &&= !Number.isNaN(momentOf(text));
    if (this.known.size >= (this.isOfDates ? MOST_DATES : MOST_TEXTS)) return UNKEPT;
    this.known.set(text, this.known.size);
    return this.known.size - 1;
  }
}

/** Returns a cell's number, NaN where it has no value; null if it is another value. */
export function numberOf(cell: Cell): number | null {
  if (cell === null) return NaN;
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean') return null;
  const text = cell.trim();
  if (NUMBER.test(text)) return Number(text);
  return NOTHING.has(text) ? NaN : null;
}

/** Returns a cell as a text; null where it has no value. A number has one form, whatever its digits. */
export function textOf(cell: Cell): string | null {
  const value = numberOf(cell);
  if (value === null) return String(cell).trim();
  return Number.isNaN(value) ? null : String(value);
}

function joined<Values extends Float64Array | Uint32Array>(
  chunks: readonly Values[],
  count: number,
  Kind: new (length: number) => Values,
): Values {
  const all = new Kind(count);
  chunks.forEach((chunk, c) => {
    all.set(chunk.subarray(0, Math.min(CHUNK, count - c * CHUNK)), c * CHUNK);
  });
  return all;
}
