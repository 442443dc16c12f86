import { expect } from 'chai';
import { defaultRng, type Generator } from '../../src/random';
import reference from '../fixtures/numpy-default-rng.json';

/** n draws, as an array. */
function times<T>(n: number, draw: () => T): T[] {
  return Array.from({ length: n }, draw);
}

/** Σ i·pᵢ, which every change of the order changes. */
function weightedSum(order: Uint32Array): number {
  return order.reduce((sum, value, i) => sum + value * i, 0);
}

describe('defaultRng against NumPy 1.24.2', () => {
  for (const expected of reference.cases) {
    describe(`seed ${expected.seed}`, () => {
      const rng = (): Generator => defaultRng(expected.seed);

      it('starts in the same state', () => {
        expect(rng().saveState()).to.deep.equal({
          bit_generator: 'PCG64',
          state: expected.pcg64,
          has_uint32: 0,
          uinteger: 0,
        });
      });

      it('draws the same uniform numbers', () => {
        const r = rng();
        expect(times(expected.random.length, () => r.random())).to.deep.equal(expected.random);
      });

      it('draws the 64 bits whose upper 53 those are', () => {
        const r = rng();
        const upper = expected.raw64.map((bits) => Number(BigInt(bits) >> 11n) / 2 ** 53);
        expect(times(upper.length, () => r.random())).to.deep.equal(upper);
      });

      it('draws the same normal numbers', () => {
        const r = rng();
        const n = expected.standard_normal.length;
        expect(times(n, () => r.standardNormal())).to.deep.equal(expected.standard_normal);
      });

      it('draws the same million of normal numbers', () => {
        const x = new Float64Array(1_000_000);
        rng().fillStandardNormal(x);
        const { sum, sumOfSquares, min, max, last, at_65536 } = expected.standard_normal_1e6;
        expect(x.reduce((a, b) => Math.min(a, b))).to.equal(min);
        expect(x.reduce((a, b) => Math.max(a, b))).to.equal(max);
        expect(x[999_999]).to.equal(last);
        expect(x[65_536]).to.equal(at_65536);
        // NumPy adds in another order, hence the last digits.
        expect(x.reduce((a, b) => a + b)).to.be.closeTo(sum, 1e-8);
        expect(x.reduce((a, b) => a + b * b, 0)).to.be.closeTo(sumOfSquares, 1e-6);
      });

      it('shuffles in the same order, time after time', () => {
        expect([...rng().permutation(10)]).to.deep.equal(expected.permutation_10);
        const r = rng();
        const once = r.permutation(10_000);
        const { first, last, weighted } = expected.permutation_10000;
        expect([...once.subarray(0, first.length)]).to.deep.equal(first);
        expect([...once.subarray(-last.length)]).to.deep.equal(last);
        expect(weightedSum(once)).to.equal(weighted);
        const twice = r.permutation(10_000);
        const second = expected.second_permutation_10000;
        expect([...twice.subarray(0, second.first.length)]).to.deep.equal(second.first);
        expect(weightedSum(twice)).to.equal(second.weighted);
      });

      it('draws weights and then an order, as training does', () => {
        const r = rng();
        const w = new Float64Array(10 * 3072);
        r.fillStandardNormal(w);
        const { w_0_0, w_9_3071, first } = expected.normal_10x3072_then_permutation_10000;
        expect(w[0]).to.equal(w_0_0);
        expect(w[w.length - 1]).to.equal(w_9_3071);
        expect([...r.permutation(10_000).subarray(0, first.length)]).to.deep.equal(first);
      });

      it('draws the same bounded integers', () => {
        const r = rng();
        const n = expected.integers_0_7.length;
        expect(times(n, () => r.integers(0, 7))).to.deep.equal(expected.integers_0_7);
      });
    });
  }
});
