import { expect } from 'chai';
import { eigensystem } from '../../src/algebra';
import { defaultRng } from '../../src/random';
import { finish } from '../../src/tasks';

describe('the eigensystem of a symmetric matrix', () => {
  for (const n of [1, 2, 7, 40]) {
    it(`of ${n} rows makes it up again, from orthonormal vectors and falling values`, () => {
      const B = new Float64Array(n * n);
      defaultRng(n).fillStandardNormal(B);
      const A = B.map((value, i) => value + B[(i % n) * n + Math.floor(i / n)]);
      const { values, vectors } = finish(eigensystem(A, n));
      const inner = (i: number, j: number): number =>
        Array.from({ length: n }, (_, k) => vectors[i * n + k] * vectors[j * n + k]).reduce((a, b) => a + b); // prettier-ignore
      for (let i = 0; i < n; i++) {
        if (i > 0) expect(values[i]).to.be.at.most(values[i - 1]);
        for (let j = 0; j < n; j++) {
          expect(inner(i, j)).to.be.closeTo(i === j ? 1 : 0, 1e-12);
          let made = 0;
          for (let k = 0; k < n; k++) made += values[k] * vectors[k * n + i] * vectors[k * n + j];
          expect(made).to.be.closeTo(A[i * n + j], 1e-12 * n);
        }
      }
    });
  }
});
