import type { DataSet } from './data-set';
import type { Standardiser } from './standardiser';

/** A data set as the model sees it: rows are standardised when they are gathered. */
export class StandardisedSet {
  /** The numbers of all samples, 0 … n − 1. */
  readonly inOrder: Uint32Array;

  constructor(
    readonly set: DataSet,
    readonly standardiser: Standardiser,
  ) {
    this.inOrder = Uint32Array.from({ length: set.samples }, (_, i) => i);
  }

  /**
   * Gathers the samples rows[first] … rows[first + count − 1].
   *
   * @param X  count×d, standardised; an output
   * @param y  count labels; an output
   */
  gather(
    rows: Uint32Array,
    first: number,
    count: number,
    X: Float32Array | Float64Array,
    y: Uint8Array,
  ): void {
    this.standardiser.gather(this.set, rows, first, count, X);
    for (let i = 0; i < count; i++) y[i] = this.set.labels[rows[first + i]];
  }
}
