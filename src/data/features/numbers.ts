import { types } from 'node:util';
import { assertFinite } from '../../errors';
import type { Task } from '../../tasks';
import { dense } from './dense';
import type { FeatureKind, Floats, Matrix } from './kind';

/** Numbers of either dtype, standardised once, as a copy, for the passes that gather by themselves. */
export const numbers: FeatureKind<Floats> = {
  ...dense<Floats>(),
  classes: ['Float32Array', 'Float64Array'],
  words: 'numbers (Float32Array or Float64Array)',
  range: 1,
  is: (value) => types.isFloat32Array(value) || types.isFloat64Array(value),
  describe: (X) => `numbers (${X.constructor.name})`,

  *assertingFinite(name, X, features) {
    for (let first = 0; first < X.length; first += STEP_NUMBERS) {
      const at = firstNotFinite(X, first, Math.min(X.length, first + STEP_NUMBERS));
      if (at !== undefined) {
        assertFinite(`${name}[${Math.floor(at / features)}][${at % features}]`, X[at]);
      }
      yield;
    }
  },

  /**
   * Computes the moments in two passes, so that a mean that is large beside the deviation costs no
   * digits (Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983: the corrected
   * two-pass algorithm). Differences from the first row make a constant feature's deviation exactly 0.
   * Each feature is scaled by a power of two, which costs no digit, so that no square overflows or
   * vanishes.
   */
  *moments(matrix) {
    const { X, samples: n, features: d } = matrix;
    const scale = yield* scalesOf(matrix);
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
  },

  /** Subtracts the mean first: `slope · x + intercept` loses digits of a feature that is far from 0. */
  gather({ X: numbers, features }, standardisation, rows, first, count, X) {
    const { mean, inverse, range } = standardisation;
    for (let i = 0; i < count; i++) {
      const from = rows[first + i] * features;
      const to = i * features;
      for (let j = 0; j < features; j++) {
        X[to + j] = (numbers[from + j] / range - mean[j]) * inverse[j];
      }
    }
  },

  *storing(matrix, standardisation, dtype) {
    const { X, samples, features } = matrix;
    if (standardisation.isIdentity) return { X, slope: null, intercept: null };
    const copy = new (dtype === 'float32' ? Float32Array : Float64Array)(samples * features);
    const inOrder = Uint32Array.from({ length: samples }, (_, i) => i);
    const rows = Math.max(1, Math.floor(STORED_TOGETHER / features));
    for (let first = 0; first < samples; first += rows) {
      const count = Math.min(rows, samples - first);
      const part = copy.subarray(first * features, (first + count) * features);
      this.gather(matrix, standardisation, inOrder, first, count, part);
      yield;
    }
    return { X: copy, slope: null, intercept: null };
  },
};

/** Numbers standardised between two yields: some milliseconds, most of them for new memory. */
const STORED_TOGETHER = 2 ** 18;

/** Numbers checked or summed up between two yields: some 2 ms. */
const STEP_NUMBERS = 2 ** 20;

function firstNotFinite(X: Floats, from: number, to: number): number | undefined {
  // 0 · x is NaN unless x is finite: one sum for all is faster than a test for each.
  let sum = 0;
  for (let at = from; at < to; at++) sum += 0 * X[at];
  if (sum === 0) return undefined;
  for (let at = from; at < to; at++) if (!Number.isFinite(X[at])) return at;
  return undefined;
}

/** Yields the ranges of values of consecutive groups of rows. */
function* slices(n: number, d: number): Generator<[number, number]> {
  const rows = Math.max(1, Math.floor(STEP_NUMBERS / d));
  for (let first = 0; first < n; first += rows) yield [first * d, Math.min(n, first + rows) * d];
}

/** Between these, squares of differences and their sums neither overflow nor vanish. */
const ORDINARY = { least: 2 ** -400, most: 2 ** 400 };

/** Computes a power of two for each feature that scales its largest value to about 1: d. */
function* scalesOf({ X, samples: n, features: d }: Matrix<Floats>): Task<Float64Array> {
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
  readonly X: Floats;
  readonly scale: Float64Array;
  readonly mean: Float64Array;
  /** Σ δ. */
  readonly rest: Float64Array;
  /** Σ δ². */
  readonly squares: Float64Array;
}

function addDifferences({ X, scale, mean, rest, squares }: Sums, from: number, to: number): void {
  const d = mean.length;
  let row = from;
  // Four rows together take half as long; they are added in their order.
  for (const end = to - 3 * d; row < end; row += 4 * d) {
    for (let j = 0, at = row; j < d; j++, at++) {
      const factor = scale[j];
      const mu = mean[j];
      const first = factor * X[at] - mu;
      const second = factor * X[at + d] - mu;
      const third = factor * X[at + 2 * d] - mu;
      const fourth = factor * X[at + 3 * d] - mu;
      rest[j] = rest[j] + first + second + third + fourth;
      squares[j] = squares[j] + first * first + second * second + third * third + fourth * fourth;
    }
  }
  for (; row < to; row += d) {
    for (let j = 0; j < d; j++) {
      const difference = scale[j] * X[row + j] - mean[j];
      rest[j] += difference;
      squares[j] += difference * difference;
    }
  }
}
