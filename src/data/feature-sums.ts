import type { DataSet } from './data-set';

/** Rows of which a sum of squared bytes still fits into 31 bits. */
const MOST_ROWS = Math.floor((2 ** 31 - 1) / 255 ** 2);

/** Σ x and Σ x² of each feature's bytes: d each. */
export interface FeatureSums {
  readonly sum: Float64Array;
  readonly sumOfSquares: Float64Array;
}

/**
 * Sums up the bytes of each feature and their squares, exactly.
 *
 * Four rows at a time into 32-bit integers, which are emptied into the totals before they overflow:
 * for 10,000 × 3,072 bytes 32 ms instead of the 75 ms of one row at a time into doubles. Eight rows
 * at a time take no less.
 */
export function featureSums({ pixels, samples, features }: DataSet): FeatureSums {
  const sum = new Float64Array(features);
  const sumOfSquares = new Float64Array(features);
  const partial = new Int32Array(features);
  const partialSquares = new Int32Array(features);
  for (let first = 0; first < samples; first += MOST_ROWS) {
    const rows = Math.min(MOST_ROWS, samples - first);
    partial.fill(0);
    partialSquares.fill(0);
    addRows(partial, partialSquares, pixels, first, rows);
    for (let j = 0; j < features; j++) {
      sum[j] += partial[j];
      sumOfSquares[j] += partialSquares[j];
    }
  }
  return { sum, sumOfSquares };
}

/** Adds rows first … first + rows − 1: sum[j] += x, squares[j] += x². d each. */
function addRows(
  sum: Int32Array,
  squares: Int32Array,
  pixels: Uint8Array,
  first: number,
  rows: number,
): void {
  const d = sum.length;
  const end = (first + rows) * d;
  let row = first * d;
  for (; row + 4 * d <= end; row += 4 * d) {
    for (let j = 0; j < d; j++) {
      const at = row + j;
      const w = pixels[at];
      const x = pixels[at + d];
      const y = pixels[at + 2 * d];
      const z = pixels[at + 3 * d];
      sum[j] = (sum[j] + w + x + y + z) | 0;
      squares[j] = (squares[j] + w * w + x * x + y * y + z * z) | 0;
    }
  }
  for (; row < end; row += d) {
    for (let j = 0; j < d; j++) {
      const x = pixels[row + j];
      sum[j] += x;
      squares[j] += x * x;
    }
  }
}
