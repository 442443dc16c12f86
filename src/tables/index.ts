export { readTable, tableBlocksOf, tableFormatOf, type TableBlock } from './readers/read-table';
export type { ReadProgress, TableFormat, TableOptions } from './readers/format';
export type { Cell, NumberColumn, Table, TableColumn, TextColumn } from './table';
