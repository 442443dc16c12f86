import type { Task } from '../tasks';
import type { DataSet } from './data-set';

/** The most rows whose sum of squared bytes fits into 31 bits. */
const MOST_ROWS = Math.floor((2 ** 31 - 1) / 255 ** 2);

/** Σ x and Σ x² of each feature's bytes: d each. */
export interface FeatureSums {
  readonly sum: Float64Array;
  readonly sumOfSquares: Float64Array;
}

/** Bytes summed up between two yields: some 3 ms. */
const STEP_BYTES = 2 ** 20;

/**
 * Computes Σ x and Σ x² of each feature's bytes, exactly.
 *
 * Adds four rows at a time to 32-bit integers, which are added to the totals before they overflow:
 * for 10,000 × 3,072 bytes 32 ms instead of the 75 ms of one row at a time into doubles. Eight rows
 * at a time take no less.
 */
export function* featureSums({ X, samples, features }: DataSet<Uint8Array>): Task<FeatureSums> {
  const sum = new Float64Array(features);
  const sumOfSquares = new Float64Array(features);
  const partial = new Int32Array(features);
  const partialSquares = new Int32Array(features);
  const most = Math.max(4, Math.min(MOST_ROWS, Math.floor(STEP_BYTES / features)));
  for (let first = 0; first < samples; first += most) {
    const rows = Math.min(most, samples - first);
    partial.fill(0);
    partialSquares.fill(0);
    addRows(partial, partialSquares, X, first, rows);
    for (let j = 0; j < features; j++) {
      sum[j] += partial[j];
      sumOfSquares[j] += partialSquares[j];
    }
    yield;
  }
  return { sum, sumOfSquares };
}

/** Adds rows first … first + rows − 1: sum[j] += x, squares[j] += x². d each. */
function addRows(
  sum: Int32Array,
  squares: Int32Array,
  X: Uint8Array,
  first: number,
  rows: number,
): void {
  const d = sum.length;
  const end = (first + rows) * d;
  let row = first * d;
  for (; row + 4 * d <= end; row += 4 * d) {
    for (let j = 0; j < d; j++) {
      const at = row + j;
      const t = X[at];
      const u = X[at + d];
      const v = X[at + 2 * d];
      const w = X[at + 3 * d];
      sum[j] = (sum[j] + t + u + v + w) | 0;
      squares[j] = (squares[j] + t * t + u * u + v * v + w * w) | 0;
    }
  }
  for (; row < end; row += d) {
    for (let j = 0; j < d; j++) {
      const x = X[row + j];
      sum[j] += x;
      squares[j] += x * x;
    }
  }
}
