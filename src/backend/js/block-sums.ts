import type { FloatArray } from '../backend';
import { copyFromFloat64, copyToFloat64 } from './strided';

// The largest block of C, in multiples of the rows and columns that the kernels take at a time.
const BLOCK_ROWS = 30;
const BLOCK_COLUMNS = 768;

/** The distance between copied rows: 97 cache lines, so that twenty of them are in as many sets. */
const ROW_STRIDE = BLOCK_COLUMNS + 8;

/** All bits of a valid index: `start & SUMS_MASK` tells V8 that it is in range. */
const SUMS_MASK = 2 ** 15 - 1;

/**
 * The sums of a block of C, float64 for every dtype, in rows `ROW_STRIDE` apart. Longer by the
 * largest offset from a masked start, so that V8 can prove indices and omit bounds checks.
 */
const sums = new Float64Array(SUMS_MASK + 1 + 2 * ROW_STRIDE + 2);

// If exported where they are declared, this module's own uses would be look-ups in its exports.
export { BLOCK_COLUMNS, BLOCK_ROWS, ROW_STRIDE, sums, SUMS_MASK };

/** A row of C before the update: at most `BLOCK_COLUMNS`. */
const held = new Float64Array(BLOCK_COLUMNS);

export function clearSums(rows: number): void {
  sums.fill(0, 0, rows * ROW_STRIDE);
}

/**
 * C ← alpha · sums + beta · C, for the block of C that begins at `first`. Each element is rounded
 * to C's dtype once. A `beta` of 0 overwrites, since 0 · NaN would stay NaN.
 */
export function storeSums(
  c: FloatArray,
  ldc: number,
  first: number,
  rows: number,
  columns: number,
  alpha: number,
  beta: number,
): void {
  for (let i = 0; i < rows; i++) {
    const start = i * ROW_STRIDE;
    const at = first + i * ldc;
    if (alpha !== 1) scale(start, columns, alpha);
    if (beta !== 0) {
      copyToFloat64(held, 0, c, at, 1, columns);
      addHeld(start, columns, beta);
    }
    copyFromFloat64(c, at, sums, start, columns);
  }
}

function scale(start: number, columns: number, alpha: number): void {
  for (let at = start; at < start + columns; at++) sums[at] *= alpha;
}

/** sums ← sums + beta · held. */
function addHeld(start: number, columns: number, beta: number): void {
  const s = start & SUMS_MASK;
  for (let j = 0; j < columns; j++) sums[s + j] += beta * held[j];
}
