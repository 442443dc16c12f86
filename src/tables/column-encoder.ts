import { show } from '../errors';
import {
  booleanValue,
  categoryValue,
  dateValue,
  numberValue,
  UNKNOWN,
  type CellValue,
} from './cell-values';
import { partOf } from './dates';
import type {
  PreparedBoolean,
  PreparedCategory,
  PreparedColumn,
  PreparedDate,
  PreparedNumber,
} from './preparation';

/** Makes the features of one column. */
export interface ColumnEncoder {
  readonly column: PreparedColumn;
  /** The number of its features. */
  readonly width: number;
  /** What a cell must be, for messages. */
  readonly expected: string;
  readonly valueOf: CellValue;
  /**
   * Writes the features of values 0 … count − 1 into rows that begin d numbers apart.
   *
   * @param values  finite or NaN
   * @param X       0 where features are written
   * @param at      of the first row, where the column's features begin
   */
  write(values: Float64Array, count: number, X: Float64Array, at: number, d: number): void;
}

export function encoderOf(column: PreparedColumn): ColumnEncoder {
  switch (column.kind) {
    case 'number':
      return { ...single(column), expected: 'a number', valueOf: numberValue };
    case 'boolean': {
      const expected = `${show(column.no)} or ${show(column.yes)}`;
      return { ...single(column), expected, valueOf: booleanValue(column) };
    }
    case 'category':
      return ofCategories(column);
    case 'date':
      return ofDates(column);
  }
}

/** A value is a feature. */
function single(
  column: PreparedNumber | PreparedBoolean,
): Pick<ColumnEncoder, 'column' | 'width' | 'write'> {
  const { median, canMiss } = column;
  return {
    column,
    width: canMiss ? 2 : 1,
    write(values, count, X, at, d) {
      for (let i = 0, to = at; i < count; i++, to += d) {
        const value = values[i];
        if (!Number.isNaN(value)) X[to] = value;
        else {
          X[to] = median;
          if (canMiss) X[to + 1] = 1;
        }
      }
    },
  };
}

function ofCategories(column: PreparedCategory): ColumnEncoder {
  const { categories, hasOther, canMiss } = column;
  const others = hasOther ? categories.length : null;
  const width = categories.length + Number(hasOther) + Number(canMiss);
  const missing = canMiss ? width - 1 : others;
  return {
    column,
    width,
    expected: 'a text',
    valueOf: categoryValue(categories),
    write(values, count, X, at, d) {
      for (let i = 0, to = at; i < count; i++, to += d) {
        const value = values[i];
        const place = Number.isNaN(value) ? missing : value === UNKNOWN ? others : value;
        if (place !== null) X[to + place] = 1;
      }
    },
  };
}

function ofDates(column: PreparedDate): ColumnEncoder {
  const { parts, medians, canMiss } = column;
  return {
    column,
    width: parts.length + Number(canMiss),
    expected: 'a date as 2021-03-04 or 2021-03-04T05:06:07Z',
    valueOf: dateValue,
    write(values, count, X, at, d) {
      for (let i = 0, to = at; i < count; i++, to += d) {
        const value = values[i];
        const isMissing = Number.isNaN(value);
        for (let p = 0; p < parts.length; p++) {
          X[to + p] = isMissing ? medians[p] : partOf(value, parts[p]);
        }
        if (isMissing && canMiss) X[to + parts.length] = 1;
      }
    },
  };
}
