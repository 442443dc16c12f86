import { expect } from 'chai';
import { Standardiser } from '../../src/data';
import { syntheticSet } from '../support/synthetic';

const ALL = (samples: number) => Uint32Array.from({ length: samples }, (_, i) => i);

describe('Standardiser', () => {
  const set = syntheticSet({ samples: 200, features: 5 });
  const standardiser = Standardiser.fit(set);

  it('gives each feature of the training set mean 0 and population standard deviation 1', () => {
    const X = new Float64Array(200 * 5);
    standardiser.gather(set, ALL(200), 0, 200, X);
    for (let j = 0; j < 5; j++) {
      const column = Array.from({ length: 200 }, (_, i) => X[i * 5 + j]);
      const mean = column.reduce((sum, x) => sum + x) / 200;
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 200;
      expect(mean).to.be.closeTo(0, 1e-14);
      expect(variance).to.be.closeTo(1, 1e-13);
    }
  });

  it('states the mean and deviation of pixels scaled to [0, 1]', () => {
    const two = { ...set, samples: 2, features: 1, X: Uint8Array.of(0, 255) };
    const { mean, deviation } = Standardiser.fit(two);
    expect([...mean, ...deviation]).to.deep.equal([0.5, 0.5]);
  });

  it('gathers the rows it is asked for, in their order', () => {
    const rows = Uint32Array.of(9, 3, 3, 7);
    const some = new Float64Array(2 * 5);
    const one = new Float64Array(5);
    standardiser.gather(set, rows, 2, 2, some);
    standardiser.gather(set, rows, 1, 1, one);
    expect([...some.subarray(0, 5)]).to.deep.equal([...one]);
    standardiser.gather(set, rows, 3, 1, one);
    expect([...some.subarray(5)]).to.deep.equal([...one]);
  });

  it('gathers any number of rows, and writes no further', () => {
    const one = new Float64Array(5);
    for (let count = 0; count <= 9; count++) {
      const X = new Float64Array(10 * 5).fill(NaN);
      standardiser.gather(set, ALL(10), 1, count, X);
      for (let i = 0; i < count; i++) {
        standardiser.gather(set, ALL(10), 1 + i, 1, one);
        expect([...X.subarray(i * 5, (i + 1) * 5)], `row ${i} of ${count}`).to.deep.equal([...one]);
      }
      expect([...X.subarray(count * 5)].every(Number.isNaN), `after ${count} rows`).to.equal(true);
    }
  });

  it("applies the training set's vectors to other data", () => {
    const other = { ...set, samples: 1, X: Uint8Array.of(10, 20, 30, 40, 50) };
    const X = new Float64Array(5);
    standardiser.gather(other, ALL(1), 0, 1, X);
    other.X.forEach((byte, j) =>
      expect(X[j]).to.be.closeTo(
        (byte / 255 - standardiser.mean[j]) / standardiser.deviation[j],
        1e-12,
      ),
    );
  });

  it('centres a feature that is constant in the training set, without scaling it', () => {
    const constant = { ...set, samples: 3, features: 1, X: Uint8Array.of(51, 51, 51) };
    const fitted = Standardiser.fit(constant);
    const X = new Float64Array(1);
    fitted.gather({ ...constant, X: Uint8Array.of(102) }, ALL(1), 0, 1, X);
    expect(X[0]).to.be.closeTo(0.2, 1e-15);
  });

  it('is exact where its sums need more than 32 bits', () => {
    const rows = 67_000;
    const X = new Uint8Array(2 * rows).fill(255);
    X[1] = 0;
    const bright = { ...set, samples: rows, features: 2, X };
    const { mean, deviation } = Standardiser.fit(bright);
    expect([...mean]).to.deep.equal([1, (rows - 1) / rows]);
    expect([...deviation]).to.deep.equal([0, Math.sqrt(rows - 1) / rows]);
  });

  for (const samples of [1, 3, 4, 5, 7, 33_025, 33_026]) {
    it(`takes each of ${samples} samples once`, () => {
      const some = syntheticSet({ samples, features: 3, seed: samples });
      const { mean, deviation } = Standardiser.fit(some);
      for (let j = 0; j < 3; j++) {
        const column = Array.from({ length: samples }, (_, i) => some.X[3 * i + j]);
        const sum = column.reduce((total, x) => total + x, 0);
        const squares = column.reduce((total, x) => total + x * x, 0);
        const scale = 255 * samples;
        expect(mean[j]).to.equal(sum / scale);
        expect(deviation[j]).to.equal(Math.sqrt(samples * squares - sum * sum) / scale);
      }
    });
  }

  it('is fitted once to the same data set, and anew to another', () => {
    expect(Standardiser.fit(set)).to.equal(standardiser);
    const changed = { ...set, X: set.X.map((byte) => byte >> 1) };
    expect([...Standardiser.fit(changed).mean]).to.not.deep.equal([...standardiser.mean]);
  });

  it('reads a view of a larger array from where it begins', () => {
    const whole = Uint8Array.from([9, 9, 9, ...set.X, 9]);
    const view = { ...set, X: whole.subarray(3, 3 + set.X.length) };
    expect([...Standardiser.fit(view).mean]).to.deep.equal([...standardiser.mean]);
  });

  it('states slopes and intercepts in either dtype, made once', () => {
    for (const dtype of ['float32', 'float64'] as const) {
      const { slope, intercept } = standardiser.affine(dtype);
      const Numbers = dtype === 'float32' ? Float32Array : Float64Array;
      expect([slope, intercept].every((array) => array instanceof Numbers)).to.equal(true);
      const again = standardiser.affine(dtype);
      expect(again.slope).to.equal(slope);
      expect(again.intercept).to.equal(intercept);
      const X = new Numbers(5);
      standardiser.gather(set, ALL(200), 8, 1, X);
      X.forEach((x, j) => {
        const stated = set.X[8 * 5 + j] * slope[j] + intercept[j];
        expect(x).to.be.closeTo(stated, dtype === 'float32' ? 1e-6 : 1e-15);
      });
    }
  });

  it('rounds to float32 only when it stores', () => {
    const wide = new Float64Array(5);
    const narrow = new Float32Array(5);
    standardiser.gather(set, ALL(200), 4, 1, wide);
    standardiser.gather(set, ALL(200), 4, 1, narrow);
    expect([...narrow]).to.deep.equal([...wide].map(Math.fround));
  });
});
