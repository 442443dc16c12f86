import type { FloatArray } from '../backend';

/** A matrix in an array: element (i, j) is `data[i · row + j · column]`. */
export interface Strided {
  readonly data: FloatArray;
  readonly row: number;
  readonly column: number;
}

/** Describes a row-major matrix with rows `stride` elements apart, or its transpose. */
export function strided(data: FloatArray, stride: number, isTransposed: boolean): Strided {
  return isTransposed ? { data, row: 1, column: stride } : { data, row: stride, column: 1 };
}

/** From this length on, `set` is faster than a loop; below, creating the view takes longer. */
const LONG = 64;

/**
 * to[at + l] ← data[from + l · step] for l < count.
 *
 * Contiguous elements are copied by `set`, which converts dtypes in compiled code: 256 elements
 * took 0.3 ns each, the view included, and 0.8 to 1.4 ns in loops. So no hot loop meets both
 * dtypes, which V8 would have to tell apart at every access.
 */
export function copyToFloat64(
  to: Float64Array,
  at: number,
  data: FloatArray,
  from: number,
  step: number,
  count: number,
): void {
  if (step === 1 && count >= LONG) to.set(data.subarray(from, from + count), at);
  else for (let l = 0; l < count; l++) to[at + l] = data[from + l * step];
}

/** data[at + l] ← from[start + l] for l < count, rounded to the dtype of `data`. */
export function copyFromFloat64(
  data: FloatArray,
  at: number,
  from: Float64Array,
  start: number,
  count: number,
): void {
  if (count >= LONG) data.set(from.subarray(start, start + count), at);
  else for (let l = 0; l < count; l++) data[at + l] = from[start + l];
}

/** Returns a view that begins later: `view[i]` is `array[i + by]`, and V8 adds nothing to `i`. */
export function shifted(array: Float64Array, by: number, length: number): Float64Array {
  return new Float64Array(array.buffer, by * array.BYTES_PER_ELEMENT, length);
}
