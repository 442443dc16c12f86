import * as block from './block-sums';
import { copyToFloat64, type Strided } from './strided';

// V8 treats these as constants; an import would be looked up at every use.
const { BLOCK_COLUMNS, BLOCK_ROWS, sums, SUMS_MASK } = block;

/** The number of rows of B that are copied at a time. */
const DEPTH = 4;

// Float64 copies of four columns of A, interleaved, and of rows of B, `BLOCK_COLUMNS` apart. The
// spare room lets V8 prove indices.
const columnsOfA = new Float64Array(BLOCK_ROWS * DEPTH);
const rowsOfB = new Float64Array((DEPTH + 1) * BLOCK_COLUMNS);

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
    if (depth < DEPTH) {
      // Adding 0 · 0 changes no sum. Zeros in A alone wouldn't do: 0 · NaN is NaN.
      columnsOfA.fill(0);
      rowsOfB.fill(0);
    }
    for (let l = 0; l < depth; l++) {
      const fromA = firstRow * a.row + (first + l) * a.column;
      const fromB = (first + l) * b.row + firstColumn;
      for (let i = 0; i < rows; i++) columnsOfA[i * DEPTH + l] = a.data[fromA + i * a.row];
      copyToFloat64(rowsOfB, l * BLOCK_COLUMNS, b.data, fromB, 1, columns);
    }
    for (let i = 0; i < rows; i += 2) addTwoRows(i * BLOCK_COLUMNS, i * DEPTH, columns);
  }
}

/**
 * Adds four rows of B to two rows of the sums. With one row, or two of B, loads and stores made it
 * take half as long again; three rows gain a tenth, but ten classes leave two of twelve idle.
 */
function addTwoRows(startOfSums: number, startOfA: number, columns: number): void {
  const s = startOfSums & SUMS_MASK;
  const end = Math.min(columns, BLOCK_COLUMNS);
  const a00 = columnsOfA[startOfA];
  const a01 = columnsOfA[startOfA + 1];
  const a02 = columnsOfA[startOfA + 2];
  const a03 = columnsOfA[startOfA + 3];
  const a10 = columnsOfA[startOfA + 4];
  const a11 = columnsOfA[startOfA + 5];
  const a12 = columnsOfA[startOfA + 6];
  const a13 = columnsOfA[startOfA + 7];
  for (let j = 0; j < end; j++) {
    const b0 = rowsOfB[j];
    const b1 = rowsOfB[j + BLOCK_COLUMNS];
    const b2 = rowsOfB[j + 2 * BLOCK_COLUMNS];
    const b3 = rowsOfB[j + 3 * BLOCK_COLUMNS];
    const upper = sums[s + j];
    const lower = sums[s + j + BLOCK_COLUMNS];
    sums[s + j] = upper + a00 * b0 + a01 * b1 + a02 * b2 + a03 * b3;
    sums[s + j + BLOCK_COLUMNS] = lower + a10 * b0 + a11 * b1 + a12 * b2 + a13 * b3;
  }
}
