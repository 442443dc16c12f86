import type { Steps } from '../pacing';
import type { DataSet } from './data-set';
import { featureSums } from './feature-sums';

/** A byte is scaled to [0, 1] by this. */
const BYTE_RANGE = 255;

/** Numbers that are summed up in a step: some 2 ms. */
const STEP_NUMBERS = 2 ** 20;

/** Mean μ and population standard deviation σ of each feature: d each. */
export interface Moments {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** What features are divided by before anything else: bytes by 255, numbers by 1. */
export function rangeOf({ X }: Pick<DataSet, 'X'>): number {
  return X instanceof Uint8Array ? BYTE_RANGE : 1;
}

/** Whether the features of a data set are bytes. */
export function isOfBytes(set: DataSet): set is DataSet<Uint8Array> {
  return set.X instanceof Uint8Array;
}

/** The moments of each feature, of bytes scaled to [0, 1] and of other numbers as they are. */
export function momentsOf(set: DataSet): Steps<Moments> {
  return isOfBytes(set) ? momentsOfBytes(set) : momentsOfNumbers(set);
}

/**
 * Sums of bytes and of their squares are integers, and n Σx² − (Σx)² stays below 2⁵³ up to 370,000
 * samples: the variance is exact up to its last division, with no second pass.
 */
function* momentsOfBytes(set: DataSet<Uint8Array>): Steps<Moments> {
  const { samples } = set;
  const { sum, sumOfSquares } = yield* featureSums(set);
  const scale = samples * BYTE_RANGE;
  const mean = sum.map((total) => total / scale);
  const deviation = sumOfSquares.map(
    (squares, j) => Math.sqrt(Math.max(0, samples * squares - sum[j] * sum[j])) / scale,
  );
  return { mean, deviation };
}

/**
 * In two passes, so that a mean that is large beside the deviation costs no digits (Chan, Golub and
 * LeVeque, "Algorithms for computing the sample variance", 1983: the corrected two-pass algorithm).
 * Differences from the first row make a constant feature's deviation exactly 0.
 */
function* momentsOfNumbers({ X, samples: n, features: d }: DataSet): Steps<Moments> {
  const rows = Math.max(1, Math.floor(STEP_NUMBERS / d));
  const mean = Float64Array.from(X.subarray(0, d));
  const rest = new Float64Array(d);
  for (let first = 0; first < n; first += rows) {
    addDifferences(rest, null, X, mean, first * d, Math.min(n, first + rows) * d);
    yield;
  }
  for (let j = 0; j < d; j++) mean[j] += rest[j] / n;
  rest.fill(0);
  const squares = new Float64Array(d);
  for (let first = 0; first < n; first += rows) {
    addDifferences(rest, squares, X, mean, first * d, Math.min(n, first + rows) * d);
    yield;
  }
  const deviation = squares.map((square, j) =>
    Math.sqrt(Math.max(0, square - rest[j] ** 2 / n) / n),
  );
  return { mean, deviation };
}

/** sum[j] += x − mean[j], squares[j] += (x − mean[j])², over the rows from … to. */
function addDifferences(
  sum: Float64Array,
  squares: Float64Array | null,
  X: DataSet['X'],
  mean: Float64Array,
  from: number,
  to: number,
): void {
  const d = mean.length;
  for (let row = from; row < to; row += d) {
    if (squares === null) {
      for (let j = 0; j < d; j++) sum[j] += X[row + j] - mean[j];
    } else {
      for (let j = 0; j < d; j++) {
        const difference = X[row + j] - mean[j];
        sum[j] += difference;
        squares[j] += difference * difference;
      }
    }
  }
}
