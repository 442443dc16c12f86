import { types } from 'node:util';
import { argumentFault, assertBoolean, assertFinite, assertInteger, show } from '../../errors';
import type { FloatArray } from '../backend';

/** The largest value of BLAS's `int`. */
const LARGEST = 2 ** 31 - 1;

const FLOAT_ARRAY = 'a Float32Array or a Float64Array';

const typedArrayPrototype = Object.getPrototypeOf(Float32Array.prototype) as object;

/** Returns an array's true length: a subclass may override `length`. */
export const lengthOf = (array: FloatArray): number =>
  Reflect.get(typedArrayPrototype, 'length', array) as number;

type ErrorKind = typeof TypeError | typeof RangeError;

function fail(kind: ErrorKind, name: string, expected: string, got: string): never {
  throw argumentFault(kind, `${name}: expected ${expected}, got ${got}`);
}

function assertFloatArray(name: string, value: unknown): asserts value is FloatArray {
  if (!types.isFloat32Array(value) && !types.isFloat64Array(value)) {
    fail(TypeError, name, FLOAT_ARRAY, show(value));
  }
  if (lengthOf(value) === 0 && isDetached(value)) {
    fail(TypeError, name, FLOAT_ARRAY, 'one whose buffer is detached');
  }
}

/** Node 20 has no `ArrayBuffer.prototype.detached`: a new view of a detached buffer throws. */
function isDetached(array: FloatArray): boolean {
  try {
    return new Uint8Array(array.buffer).length < 0;
  } catch {
    return true;
  }
}

const dtypeName = (array: FloatArray): string =>
  types.isFloat32Array(array) ? 'Float32Array' : 'Float64Array';

function assertSameDtype(name: string, array: FloatArray, a: FloatArray, first = 'a'): void {
  if (dtypeName(array) === dtypeName(a)) return;
  fail(TypeError, name, `a ${dtypeName(a)} like ${first}`, `a ${dtypeName(array)}`);
}

function assertFiniteInDtype(name: string, value: number, a: FloatArray): void {
  if (types.isFloat64Array(a) || Number.isFinite(Math.fround(value))) return;
  fail(RangeError, name, 'a number that is finite in float32', show(value));
}

/** Returns the number of elements from a matrix's first to its last; 0 if it is empty. */
function extent(rows: number, columns: number, stride: number): number {
  return rows === 0 || columns === 0 ? 0 : (rows - 1) * stride + columns;
}

function assertLength(
  name: string,
  array: FloatArray,
  rows: number,
  columns: number,
  stride: number,
): void {
  const length = lengthOf(array);
  if (extent(rows, columns, stride) <= length) return;
  // A number beyond 2^53 would be shown inexactly.
  const needed = BigInt(rows - 1) * BigInt(stride) + BigInt(columns);
  fail(RangeError, name, `at least ${needed} elements`, String(length));
}

function assertApart(
  c: FloatArray,
  elementsOfC: number,
  name: string,
  input: FloatArray,
  elementsOfInput: number,
  output = 'c',
): void {
  if (c.buffer !== input.buffer || elementsOfC === 0 || elementsOfInput === 0) return;
  const endOfC = c.byteOffset + elementsOfC * c.BYTES_PER_ELEMENT;
  const endOfInput = input.byteOffset + elementsOfInput * input.BYTES_PER_ELEMENT;
  if (c.byteOffset >= endOfInput || input.byteOffset >= endOfC) return;
  fail(RangeError, output, 'memory of its own', `memory shared with ${name}`);
}

/** Checks the arguments of `gemm` in the native addon's order, so that both throw the same error. */
export function assertProduct(
  transA: unknown,
  transB: unknown,
  m: unknown,
  n: unknown,
  k: unknown,
  alpha: unknown,
  a: unknown,
  lda: unknown,
  b: unknown,
  ldb: unknown,
  beta: unknown,
  c: unknown,
  ldc: unknown,
): void {
  assertBoolean('transA', transA);
  assertBoolean('transB', transB);
  assertInteger('m', m, 0, LARGEST);
  assertInteger('n', n, 0, LARGEST);
  assertInteger('k', k, 0, LARGEST);
  assertFinite('alpha', alpha);
  const [rowsOfA, columnsOfA] = transA ? [k, m] : [m, k];
  assertFloatArray('a', a);
  assertInteger('lda', lda, Math.max(1, columnsOfA), LARGEST);
  const [rowsOfB, columnsOfB] = transB ? [n, k] : [k, n];
  assertFloatArray('b', b);
  assertInteger('ldb', ldb, Math.max(1, columnsOfB), LARGEST);
  assertFinite('beta', beta);
  assertFloatArray('c', c);
  assertInteger('ldc', ldc, Math.max(1, n), LARGEST);
  assertSameDtype('b', b, a);
  assertSameDtype('c', c, a);
  assertFiniteInDtype('alpha', alpha, a);
  assertFiniteInDtype('beta', beta, a);
  assertLength('a', a, rowsOfA, columnsOfA, lda);
  assertLength('b', b, rowsOfB, columnsOfB, ldb);
  assertLength('c', c, m, n, ldc);
  const elementsOfC = extent(m, n, ldc);
  assertApart(c, elementsOfC, 'a', a, extent(rowsOfA, columnsOfA, lda));
  assertApart(c, elementsOfC, 'b', b, extent(rowsOfB, columnsOfB, ldb));
}

/** Checks the arguments of `axpy` in the native addon's order. */
export function assertAxpy(n: unknown, alpha: unknown, x: unknown, y: unknown): void {
  assertInteger('n', n, 0, LARGEST);
  assertFinite('alpha', alpha);
  assertFloatArray('x', x);
  assertFloatArray('y', y);
  assertSameDtype('y', y, x, 'x');
  assertLength('x', x, 1, n, n);
  assertLength('y', y, 1, n, n);
  assertApart(y, n, 'x', x, n, 'y');
}
