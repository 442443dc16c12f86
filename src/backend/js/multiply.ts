import type { FloatArray } from '../backend';
import { BLOCK_COLUMNS, BLOCK_ROWS, clearSums, storeSums } from './block-sums';
import { addInnerProducts, INNER_COLUMNS } from './inner-products';
import { addOuterProducts } from './outer-products';
import type { Strided } from './strided';

/**
 * C ← alpha · A · B + beta · C, where A is m×k, B is k×n and C is m×n; doesn't check lengths. Sums
 * are kept in float64, in the order of k, and rounded once.
 *
 * Each block of C is summed by the kernel that suits B's layout; a short row isn't worth a loop
 * along it. Both kernels copy what they need next to float64 buffers in the first-level cache: a
 * column of rows 12 KB apart, as CIFAR-10's in float32, would fall on one set of that cache.
 */
export function multiply(
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: Strided,
  b: Strided,
  beta: number,
  c: FloatArray,
  ldc: number,
): void {
  const hasLongRows = b.column === 1 && n > INNER_COLUMNS;
  const width = hasLongRows ? BLOCK_COLUMNS : INNER_COLUMNS;
  const addProducts = hasLongRows ? addOuterProducts : addInnerProducts;
  for (let i = 0; i < m; i += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, m - i);
    for (let j = 0; j < n; j += width) {
      const columns = Math.min(width, n - j);
      clearSums(rows);
      addProducts(i, rows, j, columns, k, a, b);
      storeSums(c, ldc, i * ldc + j, rows, columns, alpha, beta);
    }
  }
}
