import { assertFinite, assertInstance, assertInteger } from '../errors';
import type { Labels } from './data-set';
import type { Floats } from './features/kind';
import { numbersBelow, type Samples, type StoredSamples } from './samples';

/**
 * Samples whose features are numbers in memory, used as they are: data of one's own, or samples that
 * are gathered once and used often.
 */
export class DenseSamples implements Samples {
  readonly inOrder: Uint32Array;

  /**
   * @param X         n×d, finite; kept, not copied
   * @param y         n labels, from 0; kept, not copied
   * @param features  d
   * @param weights   of the samples in the loss: n; kept, not copied
   * @throws TypeError or RangeError naming the argument, e.g. `X[3][7]: expected a finite number`
   */
  constructor(
    readonly X: Floats,
    readonly y: Labels,
    readonly features: number,
    readonly weights: Float64Array | null = null,
  ) {
    assertInstance('y', y, [Uint8Array, Uint16Array]);
    assertInteger('y.length', y.length, 1);
    assertInteger('features', features, 1);
    assertInteger('X.length', X.length, y.length * features, y.length * features);
    X.forEach((value, at) => {
      // Not `assertFinite` for each: making its name takes longer than the check itself.
      if (!Number.isFinite(value))
        assertFinite(`X[${Math.floor(at / features)}][${at % features}]`, value);
    });
    this.inOrder = numbersBelow(y.length);
  }

  get labels(): Labels {
    return this.y;
  }

  /** Copies samples, in float64. */
  static of(samples: Samples, numbers: Uint32Array): DenseSamples {
    const X = new Float64Array(numbers.length * samples.features);
    const y = new Uint16Array(numbers.length);
    samples.gather(numbers, 0, numbers.length, X, y);
    const { features, weights } = samples;
    const taken = weights && Float64Array.from(numbers, (number) => weights[number]);
    return new DenseSamples(X, y, features, taken);
  }

  gather(rows: Uint32Array, first: number, count: number, X: Floats, y: Uint16Array): void {
    const d = this.features;
    for (let i = 0; i < count; i++) {
      const from = rows[first + i];
      X.set(this.X.subarray(from * d, (from + 1) * d), i * d);
      y[i] = this.y[from];
    }
  }

  stored(): StoredSamples {
    return { X: this.X, y: this.y, slope: null, intercept: null, mean: null, inverse: null };
  }
}
