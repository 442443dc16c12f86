import { invalid } from '../../data';
import { show } from '../../errors';
import type { ColumnBuilder } from '../column-builder';
import { NO_UTF8 } from './no-utf8';
import type { BuiltColumn } from './table-builder';

/** A list of cells as a package hands it out. */
export type Values = ArrayLike<number | bigint | string | boolean | null | undefined>;

/** Cells added between two pauses: some milliseconds. */
const STEP_CELLS = 2 ** 15;

/** Puts the cells of one column, whose type the file tells, into a column of a table. */
export class TypedCells {
  private rows = 0;
  private isRounded = false;

  /**
   * @param column  where they are put
   * @param note    called once if integers have more digits than a number
   */
  constructor(
    private readonly where: string,
    private readonly column: BuiltColumn,
    private readonly note: (message: string) => void,
  ) {}

  get name(): string {
    return this.column.name;
  }

  /** Adds cells, as a cooperative task. @throws OnelayerError DATA_INVALID naming row and column */
  *adding(values: Values): Generator<undefined, void, undefined> {
    const { builder } = this.column;
    for (let first = 0; first < values.length; first += STEP_CELLS) {
      const end = Math.min(values.length, first + STEP_CELLS);
      for (let i = first; i < end; i++) this.add(builder, values[i], this.rows + i);
      yield;
    }
    this.rows += values.length;
  }

  private add(builder: ColumnBuilder, value: Values[number], row: number): void {
    if (typeof value === 'number') {
      if (value === Infinity || value === -Infinity) {
        throw this.fault(row, `expected a finite number, got ${value}`);
      }
      if (builder.isOfNumbers) builder.addNumber(value);
      else builder.add(Number.isNaN(value) ? null : value);
    } else if (typeof value === 'bigint') {
      const number = Number(value);
      if (!Number.isSafeInteger(number)) this.noteRounding();
      builder.add(number);
    } else {
      if (typeof value === 'string' && value.includes(NO_UTF8)) {
        throw this.fault(row, `expected text in UTF-8, got ${show(value)}`);
      }
      builder.add(value ?? null);
    }
  }

  private fault(row: number, what: string): Error {
    return invalid(this.where, `row ${row + 1}, column ${show(this.name)}: ${what}`);
  }

  private noteRounding(): void {
    if (this.isRounded) return;
    this.isRounded = true;
    const what = 'integers beyond ±2^53 are rounded to the nearest number';
    this.note(`${this.where}: column ${show(this.name)}: ${what}`);
  }
}
