import { ColumnBuilder, type Cell, type Table } from '../../src/tables';

/** Makes a table of columns of cells, by name. */
export function tableOf(columns: Readonly<Record<string, readonly Cell[]>>, where?: string): Table {
  return tableOfColumns(Object.entries(columns), where);
}

/** The same, of names that may be there twice. */
export function tableOfColumns(
  columns: readonly (readonly [string, readonly Cell[]])[],
  where = 'data.csv',
): Table {
  const rows = columns[0][1].length;
  return {
    where,
    rows,
    columns: columns.map(([name, cells]) => {
      const builder = new ColumnBuilder();
      for (const cell of cells) builder.add(cell);
      return { name, content: builder.take() };
    }),
  };
}

/** All rows of a table. */
export function allRows({ rows }: Table): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, i) => i);
}
