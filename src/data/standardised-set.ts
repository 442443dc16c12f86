import type { DataSet } from './data-set';
import { numbersBelow, type Samples, type StoredSamples } from './samples';
import type { Standardiser } from './standardiser';

/** A data set as the model sees it: rows are standardised when they are gathered. */
export class StandardisedSet implements Samples {
  readonly features: number;
  readonly inOrder: Uint32Array;

  constructor(
    readonly set: DataSet,
    readonly standardiser: Standardiser,
  ) {
    this.features = set.features;
    this.inOrder = numbersBelow(set.samples);
  }

  gather(
    rows: Uint32Array,
    first: number,
    count: number,
    X: Float32Array | Float64Array,
    y: Uint16Array,
  ): void {
    this.standardiser.gather(this.set, rows, first, count, X);
    for (let i = 0; i < count; i++) y[i] = this.set.labels[rows[first + i]];
  }

  stored(precision: 'float32' | 'float64'): StoredSamples {
    const { pixels: X, labels: y } = this.set;
    return { X, y, ...this.standardiser.affine(precision) };
  }
}
