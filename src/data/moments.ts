import type { Task } from '../tasks';
import type { DataSet } from './data-set';
import { featureSums } from './feature-sums';

/** The divisor that scales bytes to [0, 1]. */
export const BYTE_RANGE = 255;

/** Numbers summed up between two yields: some 2 ms. */
const STEP_NUMBERS = 2 ** 20;

/** Mean μ and population standard deviation σ of each feature: d each. */
export interface Moments {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** Returns s, the divisor of features before standardising: 255 for bytes, 1 for numbers. */
export function rangeOf({ X }: Pick<DataSet, 'X'>): number {
  return X instanceof Uint8Array ? BYTE_RANGE : 1;
}

export function isOfBytes(set: DataSet): set is DataSet<Uint8Array> {
  return set.X instanceof Uint8Array;
}

/** Computes the moments of each feature, x/255 for bytes and x for other numbers. */
export function momentsOf(set: DataSet): Task<Moments> {
  return isOfBytes(set) ? momentsOfBytes(set) : momentsOfNumbers(set);
}

/**
 * Computes the moments of bytes in one pass. Sums of bytes and of their squares are integers, and
 * n Σx² − (Σx)² stays below 2⁵³ up to 370,000 samples: the variance is exact up to its last division.
 */
function* momentsOfBytes(set: DataSet<Uint8Array>): Task<Moments> {
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
 * Computes the moments in two passes, so that a mean that is large beside the deviation costs no
 * digits (Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983: the corrected
 * two-pass algorithm). Differences from the first row make a constant feature's deviation exactly 0.
 * Each feature is scaled by a power of two, which costs no digit, so that no square overflows or
 * vanishes.
 */
function* momentsOfNumbers(set: DataSet): Task<Moments> {
  const { X, samples: n, features: d } = set;
  const scale = yield* scalesOf(set);
  const mean = scale.map((factor, j) => factor * X[j]);
  const sums = { X, scale, mean, rest: new Float64Array(d), squares: new Float64Array(d) };
  for (const [from, to] of slices(n, d)) {
    addDifferences(sums, from, to);
    yield;
  }
  for (let j = 0; j < d; j++) mean[j] += sums.rest[j] / n;
  sums.rest.fill(0);
  sums.squares.fill(0);
  for (const [from, to] of slices(n, d)) {
    addDifferences(sums, from, to);
    yield;
  }
  const deviation = sums.squares.map(
    (square, j) => Math.sqrt(Math.max(0, square - sums.rest[j] ** 2 / n) / n) / scale[j],
  );
  return { mean: mean.map((mu, j) => mu / scale[j]), deviation };
}

/** Yields the ranges of values of consecutive groups of rows. */
function* slices(n: number, d: number): Generator<[number, number]> {
  const rows = Math.max(1, Math.floor(STEP_NUMBERS / d));
  for (let first = 0; first < n; first += rows) yield [first * d, Math.min(n, first + rows) * d];
}

/** Between these, squares of differences and their sums neither overflow nor vanish. */
const ORDINARY = { least: 2 ** -400, most: 2 ** 400 };

/** Computes a power of two for each feature that scales its largest value to about 1: d. */
function* scalesOf({ X, samples: n, features: d }: DataSet): Task<Float64Array> {
  const largest = new Float64Array(d);
  for (const [from, to] of slices(n, d)) {
    for (let row = from; row < to; row += d) {
      for (let j = 0; j < d; j++) {
        const size = Math.abs(X[row + j]);
        if (size > largest[j]) largest[j] = size;
      }
    }
    yield;
  }
  return largest.map((size) => {
    const isOrdinary = size === 0 || (size > ORDINARY.least && size < ORDINARY.most);
    // 2^1000 is enough for the smallest number, and 2^-1022 the least that has all its digits.
    return isOrdinary ? 1 : 2 ** -Math.max(-1000, Math.min(1022, Math.floor(Math.log2(size))));
  });
}

/** Sums over features x of differences δ = scale · x − mean: d each. */
interface Sums {
  readonly X: DataSet['X'];
  readonly scale: Float64Array;
  readonly mean: Float64Array;
  /** Σ δ. */
  readonly rest: Float64Array;
  /** Σ δ². */
  readonly squares: Float64Array;
}

function addDifferences({ X, scale, mean, rest, squares }: Sums, from: number, to: number): void {
  const d = mean.length;
  for (let row = from; row < to; row += d) {
    for (let j = 0; j < d; j++) {
      const difference = scale[j] * X[row + j] - mean[j];
      rest[j] += difference;
      squares[j] += difference * difference;
    }
  }
}
