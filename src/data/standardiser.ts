import type { DataSet } from './data-set';

/** A pixel's byte is scaled to [0, 1] by this. */
const BYTE_RANGE = 255;

/**
 * Standardises each feature by the mean μ and the population standard deviation σ of the training
 * set: x' = (x/255 − μ) / σ, where x is the byte. The same two vectors serve validation and test
 * data. A feature that is constant in the training set has σ = 0; it is centred, and not scaled.
 */
export class Standardiser {
  /** μ: d, of pixels scaled to [0, 1]. */
  readonly mean: Float64Array;
  /** σ: d, likewise. */
  readonly deviation: Float64Array;
  /** x' = slope · byte + intercept: d each, so that standardising is one multiply and one add. */
  private readonly slope: Float64Array;
  private readonly intercept: Float64Array;

  private constructor(mean: Float64Array, deviation: Float64Array) {
    this.mean = mean;
    this.deviation = deviation;
    const divisor = deviation.map((sigma) => (sigma === 0 ? 1 : sigma));
    this.slope = divisor.map((sigma) => 1 / (BYTE_RANGE * sigma));
    this.intercept = mean.map((mu, j) => -mu / divisor[j]);
  }

  /**
   * Takes the mean and the standard deviation of each feature.
   *
   * Sums of bytes and of their squares are integers, and n Σx² − (Σx)² stays below 2⁵³ up to
   * 370,000 samples: the variance is exact up to its last division, with no second pass.
   */
  static fit({ pixels, samples, features }: DataSet): Standardiser {
    const sum = new Float64Array(features);
    const sumOfSquares = new Float64Array(features);
    for (let row = 0; row < samples * features; row += features) {
      for (let j = 0; j < features; j++) {
        const byte = pixels[row + j];
        sum[j] += byte;
        sumOfSquares[j] += byte * byte;
      }
    }
    const scale = samples * BYTE_RANGE;
    const mean = sum.map((total) => total / scale);
    const deviation = sumOfSquares.map(
      (squares, j) => Math.sqrt(samples * squares - sum[j] * sum[j]) / scale,
    );
    return new Standardiser(mean, deviation);
  }

  /**
   * Gathers rows of the data set, standardised: X[i] ← x'(pixels[rows[first + i]]).
   *
   * @param rows   the samples' numbers, e.g. an epoch's shuffled order
   * @param first  where in `rows` to begin
   * @param count  how many rows to gather
   * @param X      count×d; the output
   */
  gather(
    { pixels, features }: DataSet,
    rows: Uint32Array,
    first: number,
    count: number,
    X: Float32Array | Float64Array,
  ): void {
    const { slope, intercept } = this;
    const last = count - 1;
    // Four rows in a turn of the loop take half the time of one by one; where fewer are left, the
    // last is made again.
    for (let i = 0; i < count; i += 4) {
      const to0 = i * features;
      const to1 = Math.min(i + 1, last) * features;
      const to2 = Math.min(i + 2, last) * features;
      const to3 = Math.min(i + 3, last) * features;
      const from0 = rows[first + i] * features;
      const from1 = rows[first + Math.min(i + 1, last)] * features;
      const from2 = rows[first + Math.min(i + 2, last)] * features;
      const from3 = rows[first + Math.min(i + 3, last)] * features;
      for (let j = 0; j < features; j++) {
        const factor = slope[j];
        const term = intercept[j];
        X[to0 + j] = pixels[from0 + j] * factor + term;
        X[to1 + j] = pixels[from1 + j] * factor + term;
        X[to2 + j] = pixels[from2 + j] * factor + term;
        X[to3 + j] = pixels[from3 + j] * factor + term;
      }
    }
  }
}
