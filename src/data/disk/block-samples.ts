import { types } from 'node:util';
import type { Labels } from '../data-set';
import type { DenseFeatures, Floats } from '../features/kind';
import type { Block } from '../row-source';
import { numbersBelow, type Samples, type StoredSamples } from '../samples';
import type { Standardiser } from '../standardiser';

const UNCHANGED = { slope: null, intercept: null, mean: null, inverse: null };

/** Rows in memory for a while, which are standardised whenever they are gathered. */
export class BlockSamples implements Samples {
  readonly inOrder: Uint32Array;
  readonly labels: Labels;
  readonly weights: Float64Array | null;
  private readonly known: Partial<Record<'float32' | 'float64', StoredSamples>> = {};

  /** @param X  as they are in the file; kept, not copied */
  constructor(
    readonly X: DenseFeatures,
    readonly features: number,
    { labels, weights }: Block,
    private readonly standardiser: Standardiser,
  ) {
    this.labels = labels;
    this.weights = weights;
    this.inOrder = numbersBelow(labels.length);
  }

  gather(rows: Uint32Array, first: number, count: number, X: Floats, y: Uint16Array): void {
    this.standardiser.gather(this, rows, first, count, X);
    for (let i = 0; i < count; i++) y[i] = this.labels[rows[first + i]];
  }

  stored(dtype: 'float32' | 'float64'): StoredSamples {
    const { X, labels: y } = this;
    return (this.known[dtype] ??= { ...UNCHANGED, ...this.standardisedBy(dtype), X, y });
  }

  private standardisedBy(dtype: 'float32' | 'float64'): Partial<StoredSamples> {
    const { X, standardiser } = this;
    if (types.isUint8Array(X)) return standardiser.affine(dtype);
    if (standardiser.isIdentity) return {};
    const { mean, inverse } = standardiser;
    return { mean, inverse };
  }
}
