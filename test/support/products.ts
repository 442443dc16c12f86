import type { Backend, FloatArray } from '../../src/backend';
import { UNIT_ROUNDOFF } from './close';

export const DTYPES = { float32: Float32Array, float64: Float64Array } as const;
export type Dtype = keyof typeof DTYPES;

/** The arguments of a product, and the memory around them. */
export interface ProductCase {
  readonly dtype: Dtype;
  readonly transA: boolean;
  readonly transB: boolean;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly alpha: number;
  readonly beta: number;
  /** The surplus lengths of the rows of A, B and C. */
  readonly gaps: readonly [number, number, number];
  /** The number of elements before and after A, B and C in their buffers. */
  readonly margin: number;
}

export interface Operand {
  /** The whole buffer, margins included. */
  readonly whole: FloatArray;
  /** The view to pass to the product. */
  readonly view: FloatArray;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
}

export interface Operands {
  readonly a: Operand;
  readonly b: Operand;
  readonly c: Operand;
}

const at = ({ view, stride }: Operand, i: number, j: number): number => view[i * stride + j];

/** Numbers from −1 to 1, the same at every call. */
function fill(array: FloatArray, seed: number): void {
  let state = seed;
  for (let i = 0; i < array.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    array[i] = state / 2 ** 31 - 1;
  }
}

function operand(
  dtype: Dtype,
  rows: number,
  columns: number,
  gap: number,
  margin: number,
  seed: number,
): Operand {
  const stride = Math.max(1, columns + gap);
  const needed = rows === 0 || columns === 0 ? 0 : (rows - 1) * stride + columns;
  const whole = new DTYPES[dtype](needed + 2 * margin);
  fill(whole, seed);
  return { whole, view: whole.subarray(margin, margin + needed), rows, columns, stride };
}

/** The operands of a case, with the same numbers at every call. */
export function operandsOf(product: ProductCase): Operands {
  const { dtype, transA, transB, m, n, k, gaps, margin } = product;
  const [rowsOfA, columnsOfA] = transA ? [k, m] : [m, k];
  const [rowsOfB, columnsOfB] = transB ? [n, k] : [k, n];
  return {
    a: operand(dtype, rowsOfA, columnsOfA, gaps[0], margin, 1),
    b: operand(dtype, rowsOfB, columnsOfB, gaps[1], margin, 2),
    c: operand(dtype, m, n, gaps[2], margin, 3),
  };
}

/** Runs a case: C is overwritten. */
export function run(
  backend: Pick<Backend, 'gemm'>,
  product: ProductCase,
  operands: Operands,
): void {
  const { transA, transB, m, n, k, alpha, beta } = product;
  const { a, b, c } = operands;
  // prettier-ignore
  backend.gemm(transA, transB, m, n, k, alpha, a.view, a.stride, b.view, b.stride, beta, c.view,
    c.stride);
}

/**
 * Computes the expected buffer of C by the definition, three loops in float64, with the scale
 * |alpha| Σ |a| |b| + |beta| |c| of each element's error. Gaps and margins stay, with a scale of 0.
 */
export function reference(
  product: ProductCase,
  { a, b, c }: Operands,
): { expected: Float64Array; scale: Float64Array } {
  const { dtype, transA, transB, k, margin } = product;
  const round = dtype === 'float32' ? Math.fround : (value: number): number => value;
  const [alpha, beta] = [round(product.alpha), round(product.beta)];
  const expected = Float64Array.from(c.whole);
  const scale = new Float64Array(expected.length);
  for (let i = 0; i < c.rows; i++) {
    for (let j = 0; j < c.columns; j++) {
      let sum = 0;
      let magnitude = 0;
      for (let l = 0; l < k && alpha !== 0; l++) {
        const term = (transA ? at(a, l, i) : at(a, i, l)) * (transB ? at(b, j, l) : at(b, l, j));
        sum += term;
        magnitude += Math.abs(term);
      }
      const index = margin + i * c.stride + j;
      const kept = beta === 0 ? 0 : beta * expected[index];
      expected[index] = alpha * sum + kept;
      scale[index] = Math.abs(alpha) * magnitude + Math.abs(kept);
    }
  }
  return { expected, scale };
}

/** The bound on a product's error relative to its scale: k additions and three more roundings. */
export const toleranceOf = ({ dtype, k }: ProductCase): number => (k + 3) * UNIT_ROUNDOFF[dtype];
