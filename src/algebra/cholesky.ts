import { finish, type Task } from '../tasks';

/** Rows of a factor between two yields: of 1,000 numbers, some milliseconds. */
const ROWS_TOGETHER = 32;

/**
 * A = L Lᵀ of a symmetric positive definite matrix: L, lower triangular, n×n, zeros above.
 *
 * A pivot that rounding has made smaller than `floor` is replaced by it, so that a matrix that is
 * only semidefinite still has a factor.
 *
 * @param A  n×n; only its lower triangle is read
 */
export function cholesky(A: Float64Array, n: number, floor: number): Float64Array {
  return finish(factoring(A, n, floor));
}

/** The same as a cooperative task, for matrices of some hundred rows. */
export function* factoring(A: Float64Array, n: number, floor: number): Task<Float64Array> {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let sum = A[rowI + j];
      for (let k = 0; k < j; k++) sum -= L[rowI + k] * L[rowJ + k];
      L[rowI + j] = i === j ? Math.sqrt(Math.max(sum, floor)) : sum / L[rowJ + j];
    }
    if ((i + 1) % ROWS_TOGETHER === 0) yield;
  }
  return L;
}

/** Solves L Lᵀ x = b in place. @param x  n numbers from `at` on: b, and then x */
export function solveCholesky(L: Float64Array, n: number, x: Float64Array, at = 0): void {
  for (let i = 0; i < n; i++) {
    let sum = x[at + i];
    for (let k = 0; k < i; k++) sum -= L[i * n + k] * x[at + k];
    x[at + i] = sum / L[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const value = x[at + i] / L[i * n + i];
    x[at + i] = value;
    for (let k = 0; k < i; k++) x[at + k] -= L[i * n + k] * value;
  }
}

/** Returns L⁻¹, lower triangular, n×n. */
export function invertLower(L: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const pivot = L[i * n + i];
    for (let k = 0; k < i; k++) {
      const factor = L[i * n + k] / pivot;
      for (let j = 0; j <= k; j++) inverse[i * n + j] -= factor * inverse[k * n + j];
    }
    inverse[i * n + i] = 1 / pivot;
  }
  return inverse;
}
