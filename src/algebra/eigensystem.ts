import type { Task } from '../tasks';

/** Sweeps after which rotations change nothing any more; six to ten are usual. */
const MOST_SWEEPS = 60;

/** The eigenvalues of a symmetric matrix, the largest first, and their eigenvectors. */
export interface Eigensystem {
  readonly values: Float64Array;
  /** n×n: row i is the eigenvector of value i, of unit length. */
  readonly vectors: Float64Array;
}

/**
 * A = Vᵀ diag(λ) V of a symmetric matrix, by cyclic Jacobi rotations, as a cooperative task.
 *
 * Source: Golub and Van Loan, "Matrix computations", 4th edition, 2013, section 8.5.
 *
 * @param A  n×n; left unchanged
 */
export function* eigensystem(A: Float64Array, n: number): Task<Eigensystem> {
  const work = A.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  const negligible = 1e-30 * A.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(work, n) > negligible; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(work, vectors, n, p, q);
      yield;
    }
  }
  return ordered(work, vectors, n);
}

/** The sum of the squares above the diagonal. */
function offDiagonal(A: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) sum += A[i * n + j] ** 2;
  }
  return sum;
}

/** Makes A[p][q] zero by a rotation in the plane of p and q. */
function rotate(A: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = A[p * n + q];
  if (apq === 0) return;
  const theta = (A[q * n + q] - A[p * n + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(A, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(A, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(vectors, p * n + k, q * n + k, c, s);
}

function turn(array: Float64Array, i: number, j: number, c: number, s: number): void {
  const [a, b] = [array[i], array[j]];
  array[i] = c * a - s * b;
  array[j] = s * a + c * b;
}

function ordered(A: Float64Array, vectors: Float64Array, n: number): Eigensystem {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => A[j * n + j] - A[i * n + i]);
  const sorted = new Float64Array(n * n);
  order.forEach((from, i) => {
    sorted.set(vectors.subarray(from * n, (from + 1) * n), i * n);
  });
  return { values: Float64Array.from(order, (i) => A[i * n + i]), vectors: sorted };
}
