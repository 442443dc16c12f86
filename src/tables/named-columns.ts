import { nearest, show } from '../errors';
import { nameList, placesOf } from '../data';
import { invalidTable } from './faults';
import type { AnyColumn, AnyTable, Table, TableColumn } from './table';

/** A column as an option names it: by its name, or by its index from 0. */
export type ColumnName = string | number;

/**
 * Finds a table's columns by their names, in the order of `wanted`.
 *
 * @throws OnelayerError DATA_INVALID naming those that are missing, or there twice
 */
export function columnsNamed(
  table: Table,
  wanted: readonly { readonly name: string }[],
): TableColumn[] {
  const names = table.columns.map(({ name }) => name);
  const own = wanted.map(({ name }) => name);
  const places = placesOf(own, names, 'column', (fault) => {
    throw invalidTable(table, fault);
  });
  if (new Set(names).size < names.length) for (const name of own) assertOnce(table, name);
  return places.map((place) => table.columns[place]);
}

/** Finds the column that an option names. */
export function columnIn(table: AnyTable, column: ColumnName, what: string): AnyColumn {
  const { columns } = table;
  const found =
    typeof column === 'number' ? columns.at(column) : columns.find(({ name }) => name === column);
  if (found !== undefined) return found;
  const names = columns.map(({ name }) => name);
  const near = typeof column === 'string' ? nearest(column, names) : undefined;
  const advice = near === undefined ? '' : `: is it ${show(near)}?`;
  const got = nameList(names) || 'none at all';
  throw invalidTable(table, `expected a ${what} ${show(column)}, got ${got}${advice}`);
}

/** Asserts that a name is that of one column. */
export function assertOnce(table: AnyTable, name: string): void {
  const places = table.columns.flatMap((own, j) => (own.name === name ? [j + 1] : []));
  if (places.length < 2) return;
  const got = `columns ${places.join(' and ')}`;
  const cure = 'rename one, or leave it out';
  throw invalidTable(table, `expected one column ${show(name)}, got ${got}: ${cure}`);
}
