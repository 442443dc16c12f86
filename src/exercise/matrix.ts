/** A matrix, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** rows×columns. */
  readonly values: Float64Array;
}

/** The parameters of a classifier. */
export interface OwnParameters {
  /** K×d. */
  readonly W: Matrix;
  /** K. */
  readonly b: Float64Array;
}

/** The derivatives of a cost by the parameters. */
export interface OwnGradient {
  /** K×d. */
  readonly dW: Matrix;
  /** K. */
  readonly db: Float64Array;
}

/** Samples and their labels. */
export interface OwnRows {
  /** n×d. */
  readonly X: Matrix;
  /** n class indices. */
  readonly y: ArrayLike<number>;
}

/** Makes a matrix of values, which it keeps. */
export function matrix(values: Float64Array, columns: number): Matrix {
  return { rows: values.length / columns, columns, values };
}

/** Returns a row of a matrix: a view. */
export function rowOf({ values, columns }: Matrix, i: number): Float64Array {
  return values.subarray(i * columns, (i + 1) * columns);
}
