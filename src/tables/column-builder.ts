import { finish, type Task } from '../tasks';
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

/** Values in the first array of a column that grows, and in the largest: 512 KB of numbers. */
const FIRST_CHUNK = 2 ** 6;
const LARGEST_CHUNK = 2 ** 16;

/** A number in decimal notation; 007 is none, but a name. */
const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** What people and programs write where there is no value: those of pandas, and R's and Weka's. */
export const NOTHING: ReadonlySet<string> = new Set(
  ['', 'NA', 'N/A', 'n/a', 'NaN', 'nan', '-nan', '-NaN', '#N/A', '#NA', '#N/A N/A', '1.#IND', '-1.#IND', '1.#QNAN', '-1.#QNAN', '<NA>', 'null', 'NULL', 'None', '?'], // prettier-ignore
);

/**
 * Collects the cells of one column as they come, and decides whether it is one of numbers: it is if all
 * cells that have a value are numbers. Takes 8 bytes a cell, and less for texts.
 */
export class ColumnBuilder {
  private numbers = new Growing(Float64Array);
  private codes = new Growing(Uint32Array);
  private readonly known = new Map<string, number>();
  private ofNumbers = true;
  private ofDates = true;
  /** Whether a part that was handed out has numbers. */
  private hadNumbers = false;

  /** Whether all cells so far are numbers or missing. */
  get isOfNumbers(): boolean {
    return this.ofNumbers;
  }

  /** Whether a cell so far is a number, in a column of numbers. */
  get hasNumbers(): boolean {
    return this.hadNumbers || [...this.numbers.parts()].some(hasNumber);
  }

  /** The cells since the last part. */
  get pending(): number {
    return this.ofNumbers ? this.numbers.length : this.codes.length;
  }

  /** The different texts so far; none of a column of numbers. */
  get texts(): string[] {
    return [...this.known.keys()];
  }

  /** Adds a cell. @returns its code if the column is one of texts by now; else NaN */
  add(cell: Cell): number {
    if (!this.ofNumbers && typeof cell === 'string') {
      // A text that is kept is in the form that `textOf` gives it.
      const known = this.known.get(cell);
      if (known !== undefined) {
        this.codes.push(known);
        return known;
      }
    }
    const value = this.ofNumbers ? numberOf(cell) : null;
    if (value !== null) {
      this.numbers.push(value);
      return NaN;
    }
    // Before the numbers, which may be more than are kept: messages name the first text that is none.
    const code = this.codeOf(cell);
    if (this.ofNumbers) this.becomeTexts();
    this.codes.push(code);
    return code;
  }

  /** Adds a number, NaN for a missing one, to a column of numbers. */
  addNumber(value: number): void {
    this.numbers.push(value);
  }

  /** Adds a text by the code that `add` returned for it, or `MISSING`, to a column of texts. */
  addCode(code: number): void {
    this.codes.push(code);
  }

  /** Adds missing cells. */
  addMissing(count: number): void {
    for (let i = 0; i < count; i++) {
      if (this.ofNumbers) this.numbers.push(NaN);
      else this.codes.push(MISSING);
    }
  }

  /** Returns the column; nothing can be added afterwards. */
  take(): NumberColumn | TextColumn {
    return finish(this.taking());
  }

  /** The same, as a cooperative task. */
  *taking(): Task<NumberColumn | TextColumn> {
    if (this.ofNumbers) return { kind: 'numbers', values: yield* this.numbers.taking() };
    return { kind: 'texts', texts: [...this.known.keys()], codes: yield* this.codes.taking() };
  }

  /**
   * Hands out the cells since the last part, as a cooperative task: numbers, or once there was a text,
   * codes. The numbers of parts before the first text aren't texts yet: `codeOf` makes codes of them.
   */
  *takingPart(): Task<Float64Array | Uint32Array> {
    if (!this.ofNumbers) return yield* this.codes.taking();
    const numbers = yield* this.numbers.taking();
    this.hadNumbers ||= hasNumber(numbers);
    return numbers;
  }

  /** Numbers that came before the first text become texts. */
  private becomeTexts(): void {
    this.ofNumbers = false;
    for (const values of this.numbers.parts()) {
      for (const value of values)
        this.codes.push(Number.isNaN(value) ? MISSING : this.codeOf(value));
    }
    this.numbers = new Growing(Float64Array);
  }

  /** Returns the code of a cell in a column of texts, whose text is kept if there is room for it. */
  codeOf(cell: Cell): number {
    const text = textOf(cell);
    if (text === null) return MISSING;
    const code = this.known.get(text);
    if (code !== undefined) return code;
    this.ofDates &&= !Number.isNaN(momentOf(text));
    if (this.known.size >= (this.ofDates ? MOST_DATES : MOST_TEXTS)) return UNKEPT;
    this.known.set(text, this.known.size);
    return this.known.size - 1;
  }
}

/** Values whose number isn't known before; they are copied once, in the end. */
class Growing<Values extends Float64Array | Uint32Array> {
  private readonly full: Values[] = [];
  private last: Values;
  private filled = 0;

  constructor(private readonly Kind: new (length: number) => Values) {
    this.last = new Kind(0);
  }

  get length(): number {
    return this.full.reduce((sum, { length }) => sum + length, this.filled);
  }

  push(value: number): void {
    if (this.filled === this.last.length) this.grow();
    this.last[this.filled++] = value;
  }

  *parts(): Generator<Values> {
    yield* this.full;
    yield this.last.subarray(0, this.filled) as Values;
  }

  *taking(): Task<Values> {
    const parts = [...this.parts()];
    this.full.length = 0;
    this.last = new this.Kind(0);
    this.filled = 0;
    const all = new this.Kind(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
      yield;
    }
    return all;
  }

  private grow(): void {
    const { length } = this.last;
    if (length > 0) this.full.push(this.last);
    this.last = new this.Kind(Math.min(LARGEST_CHUNK, Math.max(FIRST_CHUNK, 2 * length)));
    this.filled = 0;
  }
}

function hasNumber(values: Float64Array): boolean {
  return values.some((value) => !Number.isNaN(value));
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
