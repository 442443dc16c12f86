import { numberOf, textOf } from './column-builder';
import { momentOf } from './dates';
import type { Cell } from './table';

/**
 * A cell as one number: NaN where it has no value, infinite where the column can't have it.
 * What a number means depends on the column's kind.
 */
export type CellValue = (cell: Cell) => number;

/** The value of a cell that the column can't have. */
export const FAULT = Infinity;

/** The value of a text that is no known category. */
export const UNKNOWN = -1;

/** A column of numbers has them as they are. */
export const numberValue: CellValue = (cell) => numberOf(cell) ?? FAULT;

/** A column of dates has moments: milliseconds since 1970-01-01. */
export const dateValue: CellValue = (cell) => {
  const text = textOf(cell);
  if (text === null) return NaN;
  const moment = momentOf(text);
  return Number.isNaN(moment) ? FAULT : moment;
};

/** A column of booleans has 0 and 1, whatever their case. */
export function booleanValue({
  no,
  yes,
}: {
  readonly no: string;
  readonly yes: string;
}): CellValue {
  const values = new Map([
    [no.toLowerCase(), 0],
    [yes.toLowerCase(), 1],
  ]);
  return (cell) => {
    const text = textOf(cell);
    return text === null ? NaN : (values.get(text.toLowerCase()) ?? FAULT);
  };
}

/** A column of categories has indices into them. */
export function categoryValue(categories: readonly string[]): CellValue {
  const places = new Map(categories.map((text, place) => [text, place]));
  return (cell) => {
    const text = textOf(cell);
    return text === null ? NaN : (places.get(text) ?? UNKNOWN);
  };
}
