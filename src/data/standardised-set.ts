import { finish, type Task } from '../tasks';
import type { DataSet } from './data-set';
import { isOfBytes } from './moments';
import { numbersBelow, type Floats, type Samples, type StoredSamples } from './samples';
import type { Standardiser } from './standardiser';

/** Numbers standardised between two yields: some milliseconds, most of them for new memory. */
const STEP_NUMBERS = 2 ** 18;

/**
 * A data set as the model sees it. Bytes are standardised when they are gathered; other numbers once,
 * as a copy for the kernels that gather by themselves.
 */
export class StandardisedSet implements Samples {
  readonly features: number;
  readonly inOrder: Uint32Array;
  readonly weights: Float64Array | null;
  private readonly copies = new Map<'float32' | 'float64', Floats>();

  /** @param weights  of the samples in the loss: n, of mean 1; null if all count alike */
  constructor(
    readonly set: DataSet,
    readonly standardiser: Standardiser,
    weights: Float64Array | null = null,
  ) {
    this.features = set.features;
    this.inOrder = numbersBelow(set.samples);
    this.weights = weights;
  }

  gather(rows: Uint32Array, first: number, count: number, X: Floats, y: Uint16Array): void {
    this.standardiser.gather(this.set, rows, first, count, X);
    for (let i = 0; i < count; i++) y[i] = this.set.labels[rows[first + i]];
  }

  stored(dtype: 'float32' | 'float64'): StoredSamples {
    const { X, labels: y } = this.set;
    if (isOfBytes(this.set)) return { X, y, ...this.standardiser.affine(dtype) };
    return { X: finish(this.copying(dtype)), y, slope: null, intercept: null };
  }

  /** Makes the standardised copy that `stored` hands out, as a cooperative task; bytes need none. */
  *copying(dtype: 'float32' | 'float64'): Task<DataSet['X']> {
    const { set, features, inOrder, standardiser } = this;
    if (isOfBytes(set) || standardiser.isIdentity) return set.X;
    const known = this.copies.get(dtype);
    if (known !== undefined) return known;
    const Floats = dtype === 'float32' ? Float32Array : Float64Array;
    const copy = new Floats(set.samples * features);
    const rows = Math.max(1, Math.floor(STEP_NUMBERS / features));
    for (let first = 0; first < set.samples; first += rows) {
      const count = Math.min(rows, set.samples - first);
      const part = copy.subarray(first * features, (first + count) * features);
      standardiser.gather(set, inOrder, first, count, part);
      yield;
    }
    this.copies.set(dtype, copy);
    return copy;
  }
}
