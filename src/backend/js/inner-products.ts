import * as block from './block-sums';
import { copyToFloat64, type Strided } from './strided';

// V8 treats these as constants; an import would be looked up at every use.
const { BLOCK_COLUMNS, sums, SUMS_MASK } = block;

/** The length along k of the parts that are copied at a time. */
const DEPTH = 256;

/** The number of columns of B that are copied at a time. */
const INNER_COLUMNS = 16;
export { INNER_COLUMNS };

const B_MASK = INNER_COLUMNS * DEPTH - 1;

// Float64 copies, `DEPTH` apart, of three rows of A and of columns of B. Both are longer by the
// largest offset, so that V8 can prove indices and omit bounds checks.
const rowsOfA = new Float64Array(4 * DEPTH);
const columnsOfB = new Float64Array(B_MASK + 1 + 3 * DEPTH);

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
      for (let j = 0; j < columns; j += 2) addPiece(i * BLOCK_COLUMNS + j, j * DEPTH, depth);
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
  let s10 = sums[s + BLOCK_COLUMNS];
  let s11 = sums[s + BLOCK_COLUMNS + 1];
  let s20 = sums[s + 2 * BLOCK_COLUMNS];
  let s21 = sums[s + 2 * BLOCK_COLUMNS + 1];
  for (let l = 0; l < end; l++) {
    const a0 = rowsOfA[l];
    const a1 = rowsOfA[l + DEPTH];
    const a2 = rowsOfA[l + 2 * DEPTH];
    const b0 = columnsOfB[q + l];
    const b1 = columnsOfB[q + l + DEPTH];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s20 += a2 * b0;
    s21 += a2 * b1;
  }
  sums[s] = s00;
  sums[s + 1] = s01;
  sums[s + BLOCK_COLUMNS] = s10;
  sums[s + BLOCK_COLUMNS + 1] = s11;
  sums[s + 2 * BLOCK_COLUMNS] = s20;
  sums[s + 2 * BLOCK_COLUMNS + 1] = s21;
}
