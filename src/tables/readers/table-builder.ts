import type { Task } from '../../tasks';
import { ColumnBuilder } from '../column-builder';
import { printed } from '../printed';
import type { Table, TableColumn } from '../table';

/** A column that is being read. */
export interface BuiltColumn {
  readonly name: string;
  builder: ColumnBuilder;
}

/** Collects the rows of a table by column, all of them or block by block. */
export class TableBuilder {
  readonly columns: BuiltColumn[] = [];
  /** Rows since the last `taking`. */
  rows = 0;

  /** Runs of rows whose lines follow each other: the first row, and its line. */
  private runs: [row: number, line: number][] = [];

  constructor(private readonly where: string) {}

  /** Notes the line of a row, from 0; none needs it that follows a noted one in both. */
  setLine(row: number, line: number): void {
    const last = this.runs.at(-1);
    if (last === undefined || line - last[1] !== row - last[0]) this.runs.push([row, line]);
  }

  /** Adds a column, without a value in the rows so far. */
  addColumn(name: string): BuiltColumn {
    const column = { name, builder: new ColumnBuilder() };
    column.builder.addMissing(this.rows);
    this.columns.push(column);
    return column;
  }

  /** Hands out the rows since the last time, as a cooperative task. */
  *taking(): Task<Table> {
    const columns: TableColumn[] = [];
    for (const column of this.columns) {
      const { name, builder } = column;
      // A column that was copied can be freed.
      column.builder = new ColumnBuilder();
      columns.push({ name, content: yield* builder.taking() });
      yield;
    }
    const { rows, runs, where } = this;
    this.rows = 0;
    this.runs = [];
    if (runs.length === 0) return printed({ where, rows, columns });
    return printed({ where, rows, columns, placeOf: (row) => `line ${lineOf(runs, row)}` });
  }
}

function lineOf(runs: readonly (readonly [row: number, line: number])[], row: number): number {
  const [first, line] = runs.findLast(([begin]) => begin <= row) ?? [0, 1];
  return line + row - first;
}
