import type { Strided } from './strided';

// This file and its twin for the other dtype differ in the dtype's name alone (a test holds them
// together): V8 would make a function that meets both kinds of array tell them apart at every
// access, which halved its speed.

// A block's sums, float64 whatever the dtype. Handed to `store` as arguments they would be boxed in a
// heap object each, wherever V8 doesn't inline the call: up to three times as slow for a short k.
const sums = new Float64Array(8);

/**
 * C ← alpha · A · B + beta · C, where A is m×k, B is k×n and C is m×n; no length is checked. Sums are
 * kept in float64, in the order of k, and rounded once.
 *
 * Four rows by two columns of C are summed at a time: eight sums and six operands fit the registers,
 * and of the blocks from 2×2 to 4×4 this one was the fastest.
 */
export function multiplyFloat64(
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: Strided<Float64Array>,
  b: Strided<Float64Array>,
  beta: number,
  c: Strided<Float64Array>,
): void {
  const blockRows = m - (m % 4);
  const blockColumns = n - (n % 2);
  for (let i = 0; i < blockRows; i += 4) {
    for (let j = 0; j < blockColumns; j += 2) multiplyBlock(i, j, k, alpha, a, b, beta, c);
  }
  for (let i = 0; i < m; i++) {
    const done = i < blockRows ? blockColumns : 0;
    for (let j = done; j < n; j++) {
      sums[0] = dot(k, a, i * a.row, b, j * b.column);
      store(c, i, j, 0, alpha, beta);
    }
  }
}

/** The block of C whose first element is (i, j). */
function multiplyBlock(
  i: number,
  j: number,
  k: number,
  alpha: number,
  a: Strided<Float64Array>,
  b: Strided<Float64Array>,
  beta: number,
  c: Strided<Float64Array>,
): void {
  const dataA = a.data;
  const dataB = b.data;
  const stepA = a.column;
  const stepB = b.row;
  // prettier-ignore
  let s00 = 0, s01 = 0, s10 = 0, s11 = 0, s20 = 0, s21 = 0, s30 = 0, s31 = 0;
  let p0 = i * a.row;
  let p1 = p0 + a.row;
  let p2 = p1 + a.row;
  let p3 = p2 + a.row;
  let q0 = j * b.column;
  let q1 = q0 + b.column;
  for (let l = 0; l < k; l++) {
    // prettier-ignore
    const a0 = dataA[p0], a1 = dataA[p1], a2 = dataA[p2], a3 = dataA[p3];
    // prettier-ignore
    const b0 = dataB[q0], b1 = dataB[q1];
    // prettier-ignore
    { s00 += a0 * b0; s10 += a1 * b0; s20 += a2 * b0; s30 += a3 * b0; }
    // prettier-ignore
    { s01 += a0 * b1; s11 += a1 * b1; s21 += a2 * b1; s31 += a3 * b1; }
    // prettier-ignore
    { p0 += stepA; p1 += stepA; p2 += stepA; p3 += stepA; q0 += stepB; q1 += stepB; }
  }
  // prettier-ignore
  { sums[0] = s00; sums[1] = s01; sums[2] = s10; sums[3] = s11; }
  // prettier-ignore
  { sums[4] = s20; sums[5] = s21; sums[6] = s30; sums[7] = s31; }
  for (let at = 0; at < 8; at++) store(c, i + (at >> 1), j + (at & 1), at, alpha, beta);
}

/** Σ over l of A(i, l) · B(l, j), from the positions of A(i, 0) and B(0, j). */
function dot(
  k: number,
  a: Strided<Float64Array>,
  startA: number,
  b: Strided<Float64Array>,
  startB: number,
): number {
  let sum = 0;
  for (let l = 0; l < k; l++) {
    sum += a.data[startA + l * a.column] * b.data[startB + l * b.row];
  }
  return sum;
}

/** C(i, j) ← alpha · sums[at] + beta · C(i, j). A `beta` of 0 overwrites: 0 · NaN would stay NaN. */
function store(
  c: Strided<Float64Array>,
  i: number,
  j: number,
  at: number,
  alpha: number,
  beta: number,
): void {
  const index = i * c.row + j * c.column;
  const product = alpha * sums[at];
  c.data[index] = beta === 0 ? product : product + beta * c.data[index];
}
