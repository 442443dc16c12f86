import type { FloatArray } from './backend';

/** A matrix in an array: element (i, j) is `data[i · row + j · column]`. */
export interface Strided<Floats extends FloatArray> {
  readonly data: Floats;
  readonly row: number;
  readonly column: number;
}

/** A row-major matrix with rows `stride` elements apart, or its transpose. */
export function strided<Floats extends FloatArray>(
  data: Floats,
  stride: number,
  isTransposed: boolean,
): Strided<Floats> {
  return isTransposed ? { data, row: 1, column: stride } : { data, row: stride, column: 1 };
}

export function transpose<Floats extends FloatArray>({
  data,
  row,
  column,
}: Strided<Floats>): Strided<Floats> {
  return { data, row: column, column: row };
}
