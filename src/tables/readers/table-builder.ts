import type { Task } from '../../tasks';
import { ColumnBuilder } from '../column-builder';
import { printed } from '../printed';
import type { Table, TableColumn } from '../table';

/** A column that is being read. */
export interface BuiltColumn {
  readonly name: string;
  builder: ColumnBuilder;
}

/** Rows whose lines follow each other: the first row, and its line. */
export type LineRun = readonly [row: number, line: number];

/** Collects the rows of a table by column, all of them or block by block. */
export class TableBuilder {
  readonly columns: BuiltColumn[] = [];
  /** Rows since the last `taking`. */
  rows = 0;

  private runs: LineRun[] = [];

  constructor(private readonly where: string) {}

  /** Names a row, from 0, by its line; absent if nobody has noted lines. */
  get placeOf(): ((row: number) => string) | undefined {
    return placeIn(this.runs);
  }

  /** The first row and its line of each run of lines. */
  get lines(): readonly LineRun[] {
    return this.runs;
  }

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
    const { placeOf, rows, where } = this;
    this.rows = 0;
    this.runs = [];
    return printed({ where, rows, columns, ...(placeOf && { placeOf }) });
  }
}

/** Names rows by their lines; undefined if there are none. */
export function placeIn(runs: readonly LineRun[]): ((row: number) => string) | undefined {
  return runs.length === 0 ? undefined : (row) => `line ${lineOf(runs, row)}`;
}

function lineOf(runs: readonly LineRun[], row: number): number {
  const [first, line] = runs.findLast(([begin]) => begin <= row) ?? [0, 1];
  return line + row - first;
}
