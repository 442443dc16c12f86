import { types } from 'node:util';
import { argumentError } from '../errors';
import type { Cell } from './table';

/**
 * A row as an object: values by the names of their columns.
 *
 * @category Data
 */
export type TableRecord = Readonly<Record<string, unknown>>;

/**
 * Returns the cell of a column in a record; null where it has no value.
 *
 * @param place  of the value, for messages
 * @throws TypeError for a value that no cell can have
 */
export function cellInRecord(place: string, record: TableRecord, column: string): Cell {
  const value = Object.hasOwn(record, column) ? record[column] : null;
  switch (typeof value) {
    case 'number':
    case 'string':
    case 'boolean':
      return value;
    case 'bigint':
      return Number(value);
    case 'undefined':
      return null;
  }
  if (value === null) return null;
  if (types.isDate(value) && !Number.isNaN(value.getTime())) return value.toISOString();
  throw argumentError(TypeError, place, 'a number, a text, a boolean, a date or null', value);
}
