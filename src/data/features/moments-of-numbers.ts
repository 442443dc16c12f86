import type { Task } from '../../tasks';
import type { Floats, Moments } from './kind';
import type { Pieces } from './pieces';

/** Begins a pass over all rows. */
type Pass = () => Pieces<Floats>;

/** How many rows there are, and about what their mean is, scaled: d. */
export interface FirstPass {
  readonly samples: number;
  readonly mean: Float64Array;
}

/**
 * Computes the moments in two passes, so that a mean that is large beside the deviation costs no
 * digits (Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983: the corrected
 * two-pass algorithm). Differences from the first row make a constant feature's deviation exactly 0.
 *
 * Each feature is scaled by a power of two, which costs no digit, so that no square overflows or
 * vanishes: 1 but for numbers beyond those of float32. Whether they are, another pass finds out.
 *
 * @param known  the first pass over numbers of float32, if it has been made
 */
export function* momentsOfNumbers(
  features: number,
  dtype: 'float32' | 'float64',
  pass: Pass,
  known?: FirstPass,
): Task<Moments> {
  const scale = dtype === 'float32' ? ones(features) : yield* scalesOf(features, pass);
  const { samples, mean } = known ?? (yield* firstPass(scale, pass()));
  const sums = {
    scale,
    mean,
    rest: new Float64Array(features),
    squares: new Float64Array(features),
  };
  for (const piece of pass()) {
    if (!(piece instanceof Promise)) addDifferences(sums, piece);
    yield piece instanceof Promise ? piece : undefined;
  }
  const { rest, squares } = sums;
  return {
    mean: mean.map((mu, j) => mu / scale[j]),
    deviation: squares.map(
      (square, j) => Math.sqrt(Math.max(0, square - rest[j] ** 2 / samples) / samples) / scale[j],
    ),
  };
}

export const ones = (features: number): Float64Array => new Float64Array(features).fill(1);

/** Sums up the differences from the first row. @param scale  of each feature: d */
export function* firstPass(scale: Float64Array, pieces: Pieces<Floats>): Task<FirstPass> {
  const rest = new Float64Array(scale.length);
  const squares = new Float64Array(scale.length);
  let mean: Float64Array | null = null;
  let samples = 0;
  for (const piece of pieces) {
    if (!(piece instanceof Promise)) {
      mean ??= scale.map((factor, j) => factor * piece[j]);
      addDifferences({ scale, mean, rest, squares }, piece);
      samples += piece.length / scale.length;
    }
    yield piece instanceof Promise ? piece : undefined;
  }
  return { samples, mean: (mean ?? rest).map((own, j) => own + rest[j] / samples) };
}

/** Between these, squares of differences and their sums neither overflow nor vanish. */
const ORDINARY = { least: 2 ** -400, most: 2 ** 400 };

/** Computes a power of two for each feature that scales its largest value to about 1: d. */
function* scalesOf(features: number, pass: Pass): Task<Float64Array> {
  const largest = new Float64Array(features);
  for (const piece of pass()) {
    if (!(piece instanceof Promise)) addLargest(largest, piece);
    yield piece instanceof Promise ? piece : undefined;
  }
  return largest.map((size) => {
    const isOrdinary = size === 0 || (size > ORDINARY.least && size < ORDINARY.most);
    // 2^1000 is enough for the smallest number, and 2^-1022 the least that has all its digits.
    return isOrdinary ? 1 : 2 ** -Math.max(-1000, Math.min(1022, Math.floor(Math.log2(size))));
  });
}

function addLargest(largest: Float64Array, X: Floats): void {
  const d = largest.length;
  for (let row = 0; row < X.length; row += d) {
    for (let j = 0; j < d; j++) {
      const size = Math.abs(X[row + j]);
      if (size > largest[j]) largest[j] = size;
    }
  }
}

/** Sums over features x of differences δ = scale · x − mean: d each. */
interface Sums {
  readonly scale: Float64Array;
  readonly mean: Float64Array;
  /** Σ δ. */
  readonly rest: Float64Array;
  /** Σ δ². */
  readonly squares: Float64Array;
}

function addDifferences({ scale, mean, rest, squares }: Sums, X: Floats): void {
  const d = mean.length;
  const to = X.length;
  let row = 0;
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
