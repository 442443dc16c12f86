export { readData, type DataOptions } from './read-data';
export { readTable, tableBlocksOf, tableFormatOf, type TableBlock } from './readers/read-table';
export { inBytes, type ReadProgress, type TableFormat, type TableOptions } from './readers/format';
export { ColumnBuilder } from './column-builder';
export { type PreparationOptions } from './chosen-columns';
export { describingPreparation } from './describe';
export { encodeRecord, encodingTable, type EncodedTable } from './encode';
export { fittingPreparation } from './fit';
export type { ColumnName } from './named-columns';
export {
  featureNamesOf,
  type DatePart,
  type OmittedColumn,
  type Omission,
  type Preparation,
  type PreparedBoolean,
  type PreparedCategory,
  type PreparedColumn,
  type PreparedDate,
  type PreparedNumber,
} from './preparation';
export type { TableRecord } from './record';
export { encodingStored } from './stored/encode-stored';
export { StoredTable } from './stored/stored-table';
export type { AnyTable, Cell, NumberColumn, Table, TableColumn, TextColumn } from './table';
export { findingClasses, type Classes, type LabelledTable } from './classes';
export { tableOfRecords } from './records';
