import { OnelayerError, show } from '../errors';
import { cellOf } from './value-reader';
import type { AnyTable, Cell, TableColumn } from './table';

/** Makes the error of a table: `file: expected what, got what`. */
export function invalidTable({ where }: Pick<AnyTable, 'where'>, fault: string): OnelayerError {
  return new OnelayerError('DATA_INVALID', `${where}: ${fault}`);
}

/** Makes the error of a cell, naming file, row and column. */
export function invalidCell(
  table: Pick<AnyTable, 'where' | 'placeOf'>,
  { name, content }: TableColumn,
  row: number,
  expected: string,
): OnelayerError {
  const place = table.placeOf?.(row) ?? `row ${row + 1}`;
  const fault = cellFault(expected, cellOf(content, row), content);
  return invalidTable(table, `${place}, column ${show(name)}: ${fault}`);
}

/** Words what was expected of a cell and what came. */
export function cellFault(
  expected: string,
  cell: Cell | undefined,
  content?: TableColumn['content'],
): string {
  if (cell === null) return `expected ${expected}, got none`;
  if (cell === undefined) {
    // Of a column with texts beside numbers, the first that is none is the first text.
    const example = content?.kind === 'texts' ? ` and texts such as ${show(content.texts[0])}` : '';
    return `expected ${expected}, got a column with too many different values to keep${example}`;
  }
  return `expected ${expected}, got ${show(cell)}`;
}
