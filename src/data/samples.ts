/** Samples as a model sees them: features ready for use, whatever they are stored as. */
export interface Samples {
  /** d, the number of features of a sample. */
  readonly features: number;
  /** The numbers of all samples, 0 … n − 1. */
  readonly inOrder: Uint32Array;

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
}

/** 0, 1, … n − 1. */
export function numbersBelow(n: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, i) => i);
}
