import * as block from './block-sums';
import { copyToFloat64, shifted, type Strided } from './strided';

// V8 treats these as constants; an import would be looked up at every use.
const { ROW_STRIDE, sums, SUMS_MASK } = block;

/** The length along k of the parts that are copied at a time. */
const DEPTH = 512;

/** The number of columns of B that are copied at a time. */
const INNER_COLUMNS = 16;
export { INNER_COLUMNS };

const B_MASK = INNER_COLUMNS * DEPTH - 1;

// Float64 copies, `DEPTH` apart, of three rows of A and of columns of B.
const rowsOfA = new Float64Array(3 * DEPTH);
const columnsOfB = new Float64Array((INNER_COLUMNS + 1) * DEPTH);
const [row0, row1, row2] = [0, 1, 2].map((row) => shifted(rowsOfA, row * DEPTH, DEPTH));
const column0 = shifted(columnsOfB, 0, INNER_COLUMNS * DEPTH);
const column1 = shifted(columnsOfB, DEPTH, INNER_COLUMNS * DEPTH);

/**
 * Adds A · B to the sums of a block of C, for contiguous rows of A and columns of B, as in X Wᵀ, in
 * the order of k.
 */
export function addInnerProducts(
  firstRow: number,
  rows: number,
  firstColumn: number,
  columns: number,
  k: number,
  a: Strided,
  b: Strided,
): void {
  for (let l = 0; l < k; l += DEPTH) {
    const depth = Math.min(DEPTH, k - l);
    for (let j = 0; j < columns; j++) {
      const from = l * b.row + (firstColumn + j) * b.column;
      copyToFloat64(columnsOfB, j * DEPTH, b.data, from, b.row, depth);
    }
    for (let i = 0; i < rows; i += 3) {
      for (let next = 0; next < Math.min(3, rows - i); next++) {
        const from = (firstRow + i + next) * a.row + l * a.column;
        copyToFloat64(rowsOfA, next * DEPTH, a.data, from, a.column, depth);
      }
      for (let j = 0; j < columns; j += 2) addPiece(i * ROW_STRIDE + j, j * DEPTH, depth);
    }
  }
}

/**
 * Adds to three rows by two columns of the sums; those beyond the block are never read.
 *
 * TurboFan computes all products of an iteration before it adds them, so a piece needs twice as
 * many registers as sums, of 15. With eight sums (4×2) two are spilled, and their way through
 * memory takes 12 cycles an iteration: half the speed of six. Unrolling does no better.
 */
function addPiece(startOfSums: number, startOfB: number, depth: number): void {
  const s = startOfSums & SUMS_MASK;
  const q = startOfB & B_MASK;
  const end = Math.min(depth, DEPTH);
  let s00 = sums[s];
  let s01 = sums[s + 1];
  let s10 = sums[s + ROW_STRIDE];
  let s11 = sums[s + ROW_STRIDE + 1];
  let s20 = sums[s + 2 * ROW_STRIDE];
  let s21 = sums[s + 2 * ROW_STRIDE + 1];
  for (let l = 0; l < end; l++) {
    const a0 = row0[l];
    const a1 = row1[l];
    const a2 = row2[l];
    const b0 = column0[q + l];
    const b1 = column1[q + l];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s20 += a2 * b0;
    s21 += a2 * b1;
  }
  sums[s] = s00;
  sums[s + 1] = s01;
  sums[s + ROW_STRIDE] = s10;
  sums[s + ROW_STRIDE + 1] = s11;
  sums[s + 2 * ROW_STRIDE] = s20;
  sums[s + 2 * ROW_STRIDE + 1] = s21;
}
