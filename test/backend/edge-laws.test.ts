import { expect } from 'chai';
import { describeEachBackend } from '../support/backends';
import { DTYPES, type Dtype } from '../support/products';

/** Shapes that reach a library's kernels for small, thin and vector products as well. */
const shapes = [
  [1, 1, 1],
  [1, 7, 5],
  [7, 1, 5],
  [4, 3, 2],
  [32, 10, 300],
  [10, 300, 32],
  [130, 70, 90],
] as const;

describeEachBackend('the edge laws of gemm', (backend) => {
  const forEveryShape = (
    body: (floats: (length: number, value: number) => Float32Array, ...shape: number[]) => void,
  ): void => {
    for (const dtype of Object.keys(DTYPES) as Dtype[]) {
      // The cast is for the overloads alone: both dtypes are run.
      const make = (length: number, value: number) =>
        new DTYPES[dtype](length).fill(value) as Float32Array;
      for (const shape of shapes) body(make, ...shape);
    }
  };

  it('if beta is 0, C is overwritten: NaN and infinities in it do not spread', () => {
    for (const beta of [0, -0]) {
      for (const held of [NaN, Infinity, -Infinity]) {
        forEveryShape((floats, m, n, k) => {
          const c = floats(m * n, held);
          const [a, b] = [floats(m * k, 1), floats(k * n, 2)];
          backend.gemm(false, false, m, n, k, 0.5, a, k, b, n, beta, c, n);
          expect(c).to.deep.equal(floats(m * n, k));
        });
      }
    }
  });

  it('if alpha is 0 and beta is 1, C is unchanged, even if A and B hold NaN', () => {
    forEveryShape((floats, m, n, k) => {
      for (const held of [3, -0, NaN]) {
        const c = floats(m * n, held);
        const [a, b] = [floats(m * k, NaN), floats(k * n, NaN)];
        backend.gemm(false, false, m, n, k, 0, a, k, b, n, 1, c, n);
        expect(c).to.deep.equal(floats(m * n, held));
      }
    });
  });

  it('if alpha is 0, C is beta · C; if beta is 0 too, C is 0', () => {
    forEveryShape((floats, m, n, k) => {
      const [scaled, zeroed] = [floats(m * n, 3), floats(m * n, NaN)];
      const [a, b] = [floats(m * k, Infinity), floats(k * n, NaN)];
      backend.gemm(false, false, m, n, k, 0, a, k, b, n, -2, scaled, n);
      backend.gemm(false, false, m, n, k, -0, a, k, b, n, 0, zeroed, n);
      expect(scaled).to.deep.equal(floats(m * n, -6));
      expect(zeroed).to.deep.equal(floats(m * n, 0));
    });
  });

  it('if k is 0, C is beta · C, and A and B may be empty', () => {
    forEveryShape((floats, m, n) => {
      const c = floats(m * n, 3);
      backend.gemm(false, false, m, n, 0, 1, floats(0, 0), 1, floats(0, 0), n, 2, c, n);
      expect(c).to.deep.equal(floats(m * n, 6));
    });
  });

  it('if m or n is 0, nothing is written, and C may be empty', () => {
    forEveryShape((floats, m, n, k) => {
      const [a, b, c] = [floats(m * k, 1), floats(k * n, 1), floats(4, 7)];
      backend.gemm(false, false, 0, n, k, 1, a, k, b, n, 0, c, n);
      backend.gemm(false, false, m, 0, k, 1, a, k, b, 1, 0, c, 1);
      backend.gemm(false, false, 0, 0, 0, 1, floats(0, 0), 1, floats(0, 0), 1, 0, floats(0, 0), 1);
      expect(c).to.deep.equal(floats(4, 7));
    });
  });

  it('an alpha and a beta that round to 0 in float32 count as 0', () => {
    const [a, c] = [Float32Array.of(NaN), Float32Array.of(3)];
    backend.gemm(false, false, 1, 1, 1, 1e-60, a, 1, a, 1, 1, c, 1);
    expect(c[0]).to.equal(3);
    const [one, held] = [Float32Array.of(1), Float32Array.of(NaN)];
    backend.gemm(false, false, 1, 1, 1, 1, one, 1, one, 1, 1e-60, held, 1);
    expect(held[0]).to.equal(1);
  });

  it('NaN in one row of A reaches that row of C, whole, and no other', () => {
    forEveryShape((floats, m, n, k) => {
      const [a, b, c] = [floats(m * k, 1), floats(k * n, 1), floats(m * n, 0)];
      a[0] = NaN;
      backend.gemm(false, false, m, n, k, 1, a, k, b, n, 0, c, n);
      const expected = floats(m * n, k).fill(NaN, 0, n);
      expect(c).to.deep.equal(expected);
    });
  });
});
