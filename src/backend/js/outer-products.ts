import * as block from './block-sums';
import { copyToFloat64, shifted, type Strided } from './strided';

// V8 treats these as constants; an import would be looked up at every use.
const { BLOCK_ROWS, ROW_STRIDE, sums, SUMS_MASK } = block;

/** The length along k of the parts that are copied at a time. */
const DEPTH = 20;

// Float64 copies of columns of A, transposed, and of rows of B, `ROW_STRIDE` apart.
const columnsOfA = new Float64Array((BLOCK_ROWS + 1) * DEPTH);
const rowsOfB = new Float64Array(DEPTH * ROW_STRIDE);
const [row0, row1] = [0, 1].map((i) => shifted(columnsOfA, i * DEPTH, BLOCK_ROWS * DEPTH));
const [column0, column1, column2] = [0, 1, 2].map((j) =>
  shifted(rowsOfB, j, DEPTH * ROW_STRIDE - 2),
);

/** Adds A · B to the sums of a block of C, for contiguous rows of B, as in Gᵀ X, in the order of k. */
export function addOuterProducts(
  firstRow: number,
  rows: number,
  firstColumn: number,
  columns: number,
  k: number,
  a: Strided,
  b: Strided,
): void {
  for (let first = 0; first < k; first += DEPTH) {
    const depth = Math.min(DEPTH, k - first);
    for (let l = 0; l < depth; l++) {
      const fromA = firstRow * a.row + (first + l) * a.column;
      const fromB = (first + l) * b.row + firstColumn;
      for (let i = 0; i < rows; i++) columnsOfA[i * DEPTH + l] = a.data[fromA + i * a.row];
      copyToFloat64(rowsOfB, l * ROW_STRIDE, b.data, fromB, 1, columns);
    }
    for (let j = 0; j < columns; j += 3) {
      for (let i = 0; i < rows; i += 2) addPiece(i * ROW_STRIDE + j, i * DEPTH, j, depth);
    }
  }
}

/** Adds to two rows by three columns of the sums; those beyond the block are never read. */
function addPiece(startOfSums: number, startOfA: number, startOfB: number, depth: number): void {
  const s = startOfSums & SUMS_MASK;
  let s00 = sums[s];
  let s01 = sums[s + 1];
  let s02 = sums[s + 2];
  let s10 = sums[s + ROW_STRIDE];
  let s11 = sums[s + ROW_STRIDE + 1];
  let s12 = sums[s + ROW_STRIDE + 2];
  const end = startOfB + depth * ROW_STRIDE;
  for (let at = startOfB, p = startOfA; at < end; at += ROW_STRIDE, p++) {
    const a0 = row0[p];
    const a1 = row1[p];
    const b0 = column0[at];
    const b1 = column1[at];
    const b2 = column2[at];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
  }
  sums[s] = s00;
  sums[s + 1] = s01;
  sums[s + 2] = s02;
  sums[s + ROW_STRIDE] = s10;
  sums[s + ROW_STRIDE + 1] = s11;
  sums[s + ROW_STRIDE + 2] = s12;
}
