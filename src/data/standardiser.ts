import { finish, type Task } from '../tasks';
import type { DataSet } from './data-set';
import { kindOf } from './features';
import type { Affine, Floats, Moments, Standardisation } from './features/kind';

/** Fitted standardisers, kept as long as their data sets: several callers fit the same one. */
const fitted = new WeakMap<DataSet, Standardiser>();

/** Mean, deviation and range of features: see `Standardiser`. */
export interface StandardiserParts extends Moments {
  /** s: 255 for features that come as bytes, 1 for other numbers. */
  readonly range: number;
}

/**
 * Standardises each feature by the mean μ and the population standard deviation σ of the training
 * set: x' = (x/s − μ) / σ, where s is 255 for bytes and 1 for other numbers. The same two vectors
 * serve validation and test data. A feature that is constant in the training set has σ = 0; it is
 * centred, and not scaled. So is one whose σ is so small that 1/σ is no number.
 */
export class Standardiser implements StandardiserParts, Standardisation {
  /** μ: d, of bytes scaled to [0, 1], or of the numbers as they are. */
  readonly mean: Float64Array;
  /** σ: d, in the same units. */
  readonly deviation: Float64Array;
  readonly range: number;
  /** 1/σ, and 1 where that is no number: d. */
  readonly inverse: Float64Array;
  /** x' = slope · x + intercept: d each, so that standardising is one multiply and one add. */
  private readonly slope: Float64Array;
  private readonly intercept: Float64Array;
  private narrow: Affine | undefined;

  constructor({ mean, deviation, range }: StandardiserParts) {
    this.mean = mean;
    this.deviation = deviation;
    this.range = range;
    const divisor = deviation.map((sigma) => (Number.isFinite(1 / sigma) ? sigma : 1));
    this.inverse = divisor.map((sigma) => 1 / sigma);
    this.slope = divisor.map((sigma) => 1 / (range * sigma));
    this.intercept = mean.map((mu, j) => -mu / divisor[j]);
  }

  /**
   * Computes the mean and the standard deviation of each feature.
   *
   * A data set is summed up once: fitting the same object again gives the same standardiser, so its
   * features must not change in between. Fit a new object, e.g. `{ ...dataSet }`, where they have.
   */
  static fit(set: DataSet): Standardiser {
    return finish(Standardiser.fitting(set));
  }

  /** The same as `fit`, as a cooperative task. */
  static *fitting(set: DataSet): Task<Standardiser> {
    const known = fitted.get(set);
    if (known !== undefined) return known;
    const moments = yield* kindOf(set.X).moments(set);
    const standardiser = new Standardiser({ ...moments, range: kindOf(set.X).range });
    fitted.set(set, standardiser);
    return standardiser;
  }

  /** Makes the identity, x' = x/s: only bytes change, being scaled to [0, 1]. */
  static none(set: Pick<DataSet, 'X' | 'features'>): Standardiser {
    const mean = new Float64Array(set.features);
    const deviation = new Float64Array(set.features).fill(1);
    return new Standardiser({ mean, deviation, range: kindOf(set.X).range });
  }

  /**
   * Makes the same with larger deviations, √(F (σ² + σ̄²/100)), where F is the number of features and σ̄²
   * the mean of their variances: rare features aren't blown up, and ‖x'‖² is about 1, so that one
   * learning rate and one weight decay suit any number of features.
   */
  damped(): Standardiser {
    const { mean, range } = this;
    const features = mean.length;
    const variances = this.deviation.map((sigma) => sigma * sigma);
    const floor = (0.01 * variances.reduce((sum, value) => sum + value, 0)) / features;
    const deviation = variances.map((value) => Math.sqrt(features * (value + floor)));
    return new Standardiser({ mean, deviation, range });
  }

  /** Whether x' = x for all features. */
  get isIdentity(): boolean {
    const isOne = (sigma: number): boolean => sigma === 1;
    return this.range === 1 && this.deviation.every(isOne) && !this.mean.some((mu) => mu !== 0);
  }

  /** Slopes and intercepts in the given dtype; made once, and not to be changed. */
  affine(dtype: 'float32' | 'float64'): Affine {
    const { slope, intercept } = this;
    if (dtype === 'float64') return { slope, intercept };
    this.narrow ??= { slope: Float32Array.from(slope), intercept: Float32Array.from(intercept) };
    return this.narrow;
  }

  /**
   * Gathers rows of the data set, standardised: X[i] ← x'(X of the set[rows[first + i]]).
   *
   * @param rows   the samples' numbers, e.g. an epoch's shuffled order
   * @param first  where in `rows` to begin
   * @param count  how many rows to gather
   * @param X      count×d; the output
   */
  gather(
    set: Pick<DataSet, 'X' | 'features'>,
    rows: Uint32Array,
    first: number,
    count: number,
    X: Floats,
  ): void {
    kindOf(set.X).gather(set, this, rows, first, count, X);
  }
}
