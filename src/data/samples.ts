import type { Labels } from './data-set';

/** Samples as a model sees them: features ready for use, whatever they are stored as. */
export interface Samples {
  /** d, the number of features of a sample. */
  readonly features: number;
  /** The numbers of all samples, 0 … n − 1. */
  readonly inOrder: Uint32Array;
  /** How much each sample counts in the loss: n, of mean 1; null if all count alike. */
  readonly weights: Float64Array | null;

  /**
   * Gathers the samples rows[first] … rows[first + count − 1].
   *
   * @param X  count×d; an output
   * @param y  count labels; an output, of one type whatever the labels are kept as, so that the
   *           loops over it are compiled for that type alone
   */
  gather(
    rows: Uint32Array,
    first: number,
    count: number,
    X: Float32Array | Float64Array,
    y: Uint16Array,
  ): void;

  /**
   * The samples where they lie, for kernels that gather by themselves what `gather` would give;
   * absent where only `gather` can tell.
   */
  stored?(precision: 'float32' | 'float64'): StoredSamples;
}

/** Samples in memory: bytes with what standardises them, x' = slope · byte + intercept, or numbers. */
export interface StoredSamples {
  /** n×d. */
  readonly X: Uint8Array | Float32Array | Float64Array;
  /** d, of the precision that was asked for; null where X holds numbers. */
  readonly slope: Float32Array | Float64Array | null;
  readonly intercept: Float32Array | Float64Array | null;
  /** n. */
  readonly y: Labels;
}

/** 0, 1, … n − 1. */
export function numbersBelow(n: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, i) => i);
}
