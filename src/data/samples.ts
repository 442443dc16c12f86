import type { Labels } from './data-set';
import type { Floats, StoredFeatures } from './features/kind';

/** Samples as a model sees them: features are numbers, whatever they are stored as. */
export interface Samples {
  /** d, the number of features of a sample. */
  readonly features: number;
  /** The indices of all samples, 0 … n − 1. */
  readonly inOrder: Uint32Array;
  /** The samples' labels: n. */
  readonly labels: Labels;
  /** The samples' weights in the loss: n, of mean 1; null if all are equal. */
  readonly weights: Float64Array | null;

  /**
   * Gathers the samples rows[first] … rows[first + count − 1].
   *
   * @param X  count×d; an output
   * @param y  count labels; an output, of one dtype whatever the labels are stored as, so that
   *           loops over it are compiled for that dtype alone
   */
  gather(rows: Uint32Array, first: number, count: number, X: Floats, y: Uint16Array): void;

  /**
   * Returns the samples in place, for kernels that gather by themselves. Absent if only `gather`
   * will do.
   */
  stored?(dtype: 'float32' | 'float64'): StoredSamples;
}

/** Samples in memory: numbers, or bytes to be standardised, x' = slope · byte + intercept. */
export interface StoredSamples extends StoredFeatures {
  /** n. */
  readonly y: Labels;
}

/** 0, 1, … n − 1. */
export function numbersBelow(n: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, i) => i);
}
