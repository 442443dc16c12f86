import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { DTYPES, operandsOf, reference, run, type ProductCase } from '../support/products';

const backend = selectBackend({ backend: 'js' });

/** [m, n, k] around what the kernels take at a time: in rows, in columns and along k. */
const EDGES = [
  ...[29, 30, 31, 61].map((m) => [m, 5, 7]),
  ...[29, 30, 31].map((m) => [m, 20, 7]),
  ...[15, 16, 17, 18, 33].map((n) => [4, n, 9]),
  ...[63, 64, 65, 255, 256, 257, 515].map((n) => [3, n, 6]),
  ...[1, 2, 3, 4, 5, 8].map((k) => [5, 70, k]),
  ...[63, 64, 65, 255, 256, 257, 600].map((k) => [7, 3, k]),
  ...[1, 2, 3, 4].flatMap((m) => [1, 2, 3].map((n) => [m, n, 5])),
  [1, 17, 1],
  [31, 257, 257],
] as const;

const FACTORS = [
  [1, 0],
  [1, 1],
  [-2, 0.75],
  [0.3, 0],
] as const;

const STORAGE = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

function* edgeCases(
  dtype: ProductCase['dtype'],
  [m, n, k]: readonly number[],
): Generator<ProductCase> {
  for (const [transA, transB] of STORAGE) {
    for (const [alpha, beta] of FACTORS) {
      yield { dtype, transA, transB, m, n, k, alpha, beta, gaps: [0, 0, 0], margin: 0 };
      yield { dtype, transA, transB, m, n, k, alpha, beta, gaps: [1, 2, 3], margin: 5 };
    }
  }
}

/** Leaves NaN in whatever memory the kernels keep. */
function spoil(dtype: ProductCase['dtype']): void {
  const [m, n, k] = [31, 260, 260];
  const [a, b] = [new DTYPES[dtype](m * k).fill(NaN), new DTYPES[dtype](n * k).fill(NaN)];
  backend.gemm(false, false, m, n, k, 1, a, k, b, n, 0, new DTYPES[dtype](m * n), n);
  backend.gemm(false, true, m, n, k, 1, a, k, b, k, 0, new DTYPES[dtype](m * n), n);
}

/** To the bit. */
function check(product: ProductCase): void {
  const operands = operandsOf(product);
  const { expected } = reference(product, operands);
  run(backend, product, operands);
  const rounded = DTYPES[product.dtype].from(expected);
  expect(operands.c.whole, JSON.stringify(product)).to.deep.equal(rounded);
}

describe('the kernels of the JS backend', () => {
  for (const dtype of ['float32', 'float64'] as const) {
    it(`sum in float64, in the order of k, and round once, at the edges of blocks: ${dtype}`, () => {
      for (const shape of EDGES) {
        spoil(dtype);
        for (const product of edgeCases(dtype, shape)) check(product);
      }
    });
  }

  it('do not call what a subclass has made of set and subarray', () => {
    class Hostile extends Float32Array {
      override set(): void {
        throw new Error('set was called');
      }
      override subarray(): never {
        throw new Error('subarray was called');
      }
    }
    const [a, b, c] = [new Hostile(100).fill(1), new Hostile(10_000).fill(2), new Hostile(100)];
    backend.gemm(false, false, 1, 100, 100, 1, a, 100, b, 100, 1, c, 100);
    expect([...c]).to.deep.equal(new Array(100).fill(200));
  });
});
