import { invalid, NO_UTF8 } from '../../data';
import { show } from '../../errors';
import type { Task } from '../../tasks';
import type { ColumnBuilder } from '../column-builder';
import type { BuiltColumn } from './table-builder';

/** A cell as a package hands it out. */
export type FileCell = number | bigint | string | boolean | null | undefined;

/** Cells added between two yields: some milliseconds. */
const STEP_CELLS = 2 ** 13;

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

  /**
   * Adds so many cells, as a cooperative task.
   *
   * @param cellAt  returns the cell of a row, from 0
   * @throws OnelayerError DATA_INVALID naming row and column
   */
  *adding(count: number, cellAt: (row: number) => FileCell): Task<void> {
    const { builder } = this.column;
    for (let row = 0; row < count; row++) {
      this.add(builder, cellAt(row), this.rows + row);
      if (row % STEP_CELLS === STEP_CELLS - 1) yield;
    }
    this.rows += count;
  }

  private add(builder: ColumnBuilder, value: FileCell, row: number): void {
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
