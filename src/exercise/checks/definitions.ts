/** The functions by their definitions, in plain loops, and what the usual mistakes make of them. */
import type { Matrix, OwnParameters, OwnRows } from '../matrix';
import { rowOf } from '../matrix';

/** Makes a matrix by a function of row and column. */
export function build(rows: number, columns: number, at: (i: number, j: number) => number): Matrix {
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) values[i * columns + j] = at(i, j);
  }
  return { rows, columns, values };
}

export function entry({ values, columns }: Matrix, i: number, j: number): number {
  return values[i * columns + j];
}

/** Returns S = X Wᵀ + b: n×K. */
export function scoresOf(X: Matrix, { W, b }: OwnParameters): Matrix {
  return build(X.rows, W.rows, (i, k) => {
    let sum = b[k];
    for (let j = 0; j < X.columns; j++) sum += entry(W, k, j) * entry(X, i, j);
    return sum;
  });
}

/** Returns the probabilities of each row's scores: n×K. */
export function softmaxOf(S: Matrix): Matrix {
  const largest = Float64Array.from({ length: S.rows }, (_, i) => Math.max(...rowOf(S, i)));
  const E = build(S.rows, S.columns, (i, k) => Math.exp(entry(S, i, k) - largest[i]));
  const sums = Float64Array.from({ length: S.rows }, (_, i) => sumOf(rowOf(E, i)));
  return build(S.rows, S.columns, (i, k) => entry(E, i, k) / sums[i]);
}

/** Returns what a softmax over the samples instead of the classes makes of scores: n×K. */
export function softmaxOfColumns(S: Matrix): Matrix {
  return transposed(softmaxOf(transposed(S)));
}

export function transposed(A: Matrix): Matrix {
  return build(A.columns, A.rows, (i, j) => entry(A, j, i));
}

/** Returns the labels as rows with a single 1: n×K. */
export function oneHot(y: ArrayLike<number>, classes: number): Matrix {
  return build(y.length, classes, (i, k) => (y[i] === k ? 1 : 0));
}

export function minus(A: Matrix, B: Matrix): Matrix {
  return build(A.rows, A.columns, (i, j) => entry(A, i, j) - entry(B, i, j));
}

/** Returns Gᵀ X / n: K×d. */
export function meanProducts(G: Matrix, X: Matrix): Float64Array {
  const { rows: n, columns: K } = G;
  return build(K, X.columns, (k, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += entry(G, i, k) * entry(X, i, j);
    return sum / n;
  }).values;
}

/** Returns the mean row of G: K. */
export function meanRow(G: Matrix): Float64Array {
  const sum = new Float64Array(G.columns);
  for (let i = 0; i < G.rows; i++) rowOf(G, i).forEach((g, k) => (sum[k] += g));
  return sum.map((value) => value / G.rows);
}

/** Returns the mean over the samples of a function of a row of P, or the like, and the label. */
export function meanOver(
  P: Matrix,
  y: ArrayLike<number>,
  of: (row: Float64Array, label: number) => number,
): number {
  let sum = 0;
  for (let i = 0; i < P.rows; i++) sum += of(rowOf(P, i), y[i]);
  return sum / P.rows;
}

export function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

export function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** The labels shifted by this number of classes, and wrapped. */
export function shifted(y: ArrayLike<number>, by: number, classes: number): number[] {
  return Array.from(y, (label) => (label + by + classes) % classes);
}

/** Samples, and parameters at which to look at a cost. */
export interface Problem {
  readonly rows: OwnRows;
  readonly parameters: OwnParameters;
  readonly lambda: number;
}

/** Returns the mean cross-entropy of a problem, by log-sum-exp. */
export function crossEntropyOf({ rows, parameters }: Problem): number {
  return meanOver(scoresOf(rows.X, parameters), rows.y, (s, label) => {
    const largest = Math.max(...s);
    return largest + Math.log(sumOf(s.map((value) => Math.exp(value - largest)))) - s[label];
  });
}
