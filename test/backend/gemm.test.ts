import { expect } from 'chai';
import fc from 'fast-check';
import { selectBackend } from '../../src/backend';
import { itWithAddon } from '../support/addon';
import { describeEachBackend } from '../support/backends';
import { expectClose } from '../support/close';
import { operandsOf, reference, run, toleranceOf, type ProductCase } from '../support/products';

const dtype = fc.constantFrom('float32' as const, 'float64' as const);
const dimension = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 70 }) },
);
const gap = fc.integer({ min: 0, max: 3 });
// Far from the smallest numbers: an underflow's error is absolute, not relative to its terms.
const factor = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5),
  fc.double({ min: -10, max: 10, noNaN: true }).filter((value) => Math.abs(value) > 1e-6),
);

const anyProduct: fc.Arbitrary<ProductCase> = fc.record({
  dtype,
  transA: fc.boolean(),
  transB: fc.boolean(),
  m: dimension,
  n: dimension,
  k: dimension,
  alpha: factor,
  beta: factor,
  gaps: fc.tuple(gap, gap, gap),
  margin: fc.integer({ min: 0, max: 5 }),
});

/** The products of training on 3,072 features and 10 classes, and shapes around blocks' edges. */
const shapes: Partial<ProductCase>[] = [
  { transB: true, m: 100, n: 10, k: 3072 },
  { transB: true, m: 32, n: 10, k: 3072 },
  { transA: true, m: 10, n: 3072, k: 100, beta: 1 },
  { transA: true, m: 10, n: 3072, k: 32, alpha: -0.001, beta: 0.9998 },
  { m: 1, n: 1, k: 5000 },
  { m: 1, n: 300, k: 40 },
  { m: 300, n: 1, k: 40 },
  { m: 257, n: 129, k: 65, gaps: [1, 2, 3] },
];

const plain: ProductCase = {
  dtype: 'float64',
  transA: false,
  transB: false,
  m: 5,
  n: 3,
  k: 4,
  alpha: 1,
  beta: 0,
  gaps: [0, 0, 0],
  margin: 0,
};

describeEachBackend('gemm', (backend) => {
  const check = (product: ProductCase): void => {
    const operands = operandsOf(product);
    const { expected, scale } = reference(product, operands);
    run(backend, product, operands);
    expectClose(operands.c.whole, expected, scale, toleranceOf(product));
  };

  it('is alpha · op(A) · op(B) + beta · C, and touches neither gaps nor margins', () => {
    fc.assert(fc.property(anyProduct, check), { numRuns: 500 });
  });

  for (const shape of shapes) {
    for (const dtype of ['float32', 'float64'] as const) {
      const product = { ...plain, margin: 1, ...shape, dtype: dtype };
      const { m, n, k } = product;
      it(`agrees with the definition for m = ${m}, n = ${n}, k = ${k}, ${dtype}`, () => {
        check(product);
      });
    }
  }

  it('leaves A and B as they are', () => {
    const operands = operandsOf(plain);
    const before = operandsOf(plain);
    run(backend, plain, operands);
    expect(operands.a.whole).to.deep.equal(before.a.whole);
    expect(operands.b.whole).to.deep.equal(before.b.whole);
  });

  it('takes one array as both A and B', () => {
    const x = Float64Array.of(1, 2, 3, 4);
    const c = new Float64Array(4);
    backend.gemm(false, true, 2, 2, 2, 1, x, 2, x, 2, 0, c, 2);
    expect([...c]).to.deep.equal([5, 11, 11, 25]);
  });

  it('ignores arguments beyond the last', () => {
    const one = Float64Array.of(1);
    const c = new Float64Array(1);
    const gemm = backend.gemm.bind(backend) as (...args: unknown[]) => void;
    gemm(false, false, 1, 1, 1, 1, one, 1, one, 1, 0, c, 1, 'more', {});
    expect(c[0]).to.equal(1);
  });

  it('gives the same bits at every call', () => {
    const product = { ...plain, dtype: 'float32' as const, m: 32, n: 10, k: 3072, transB: true };
    const [first, second] = [operandsOf(product), operandsOf(product)];
    run(backend, product, first);
    run(backend, product, second);
    expect(first.c.whole).to.deep.equal(second.c.whole);
  });
});

describe('gemm of both backends', () => {
  itWithAddon('agrees with each other, and on two threads with one', (addon) => {
    const [native, js] = (['openblas', 'js'] as const).map((name) =>
      selectBackend({ backend: name }),
    );
    const { maximumThreads } = addon.buildInformation().openblas;
    for (const shape of shapes) {
      for (const dtype of ['float32', 'float64'] as const) {
        const product = { ...plain, ...shape, dtype: dtype };
        const [one, two, other] = [operandsOf(product), operandsOf(product), operandsOf(product)];
        const { scale } = reference(product, one);
        run(native, product, one);
        addon.setThreads(Math.min(2, maximumThreads));
        run(native, product, two);
        addon.setThreads(1);
        run(js, product, other);
        expectClose(one.c.whole, other.c.whole, scale, 2 * toleranceOf(product));
        expectClose(one.c.whole, two.c.whole, scale, 2 * toleranceOf(product));
      }
    }
  });
});
