import { expect } from 'chai';
import fc from 'fast-check';
import { Standardiser, type DataSet } from '../../src/data';
import { kindOf } from '../../src/data/features';
import { finish } from '../../src/tasks';
import { defaultRng } from '../../src/random';
import { exactMoments } from '../support/exact';

type Floats = Float32Array | Float64Array;

const momentsOf = (set: DataSet) => kindOf(set.X).moments(set);

/** A data set of numbers, by rows. */
function numbers(X: Floats, features: number): DataSet<Floats> {
  const samples = X.length / features;
  const labels = new Uint8Array(samples);
  return { name: 'numbers', samples, features, classes: ['a', 'b'], X, labels };
}

const column = ({ X, samples, features }: DataSet<Floats>, j: number): number[] =>
  Array.from({ length: samples }, (_, i) => X[i * features + j]);

/** Both moments, as far from the exact ones as their own last digits explain. */
function expectExact(set: DataSet<Floats>, features = [...Array(set.features).keys()]): void {
  const { mean, deviation } = finish(momentsOf(set));
  for (const j of features) {
    const exact = exactMoments(column(set, j));
    const far = Math.abs(mean[j] - exact.mean);
    const allowed = 2 ** -51 * Math.abs(exact.mean) + 1e-13 * exact.deviation;
    expect(far, `mean ${mean[j]} of feature ${j}, ${exact.mean}`).to.be.at.most(allowed);
    const off = Math.abs(deviation[j] - exact.deviation);
    const least = Number.MIN_VALUE;
    expect(off, `σ ${deviation[j]} of feature ${j}, ${exact.deviation}`).to.be.at.most(
      1e-13 * exact.deviation + least,
    );
  }
}

const noise = (length: number, seed = 1): Float64Array => {
  const generator = defaultRng(seed);
  return Float64Array.from({ length }, () => generator.standardNormal());
};

describe('the moments of numbers, against exact arithmetic', () => {
  const cases: [string, Floats][] = [
    ['one sample', Float64Array.of(3.25)],
    ['two neighbours', Float64Array.of(1, 1 + 2 ** -52)],
    ['a constant that is no binary fraction', new Float64Array(1000).fill(0.1)],
    ['a constant of float32', new Float32Array(1000).fill(0.1)],
    ['noise', noise(5000)],
    ['noise of float32', Float32Array.from(noise(5000))],
    ['a mean of 10¹² deviations', noise(5000).map((x) => 1e12 + x)],
    ['a mean of 10¹⁵ deviations', noise(5000).map((x) => 1e15 + x)],
    ['a large mean of float32', Float32Array.from(noise(5000), (x) => 1e7 + x)],
    ['a first sample far from the others', Float64Array.of(1e10, ...noise(5000))],
    ['a last sample far from the others', Float64Array.of(...noise(5000), -1e10)],
    ['values that cancel', noise(5000).map((x, i) => (i % 2 === 0 ? 1e9 + x : -1e9 + x))],
    ['a long row of steps', Float64Array.from({ length: 5000 }, (_, i) => 1e8 + i * 1e-4)],
    ['squares that overflow', noise(500).map((x) => x * 1e200)],
    ['the largest numbers', Float64Array.of(1.7e308, -1.7e308, 1e308, 3)],
    ['the largest numbers of float32', Float32Array.of(3e38, -3e38, 1e38)],
    ['squares that vanish', noise(500).map((x) => x * 1e-200)],
    ['a mean beside which squares vanish', noise(500).map((x) => 1e-190 + x * 1e-200)],
    ['the smallest numbers', Float64Array.of(0, 5e-324, 1e-323, 2e-320)],
    ['zeros', new Float64Array(7)],
    ['negative zeros', new Float64Array(7).fill(-0)],
  ];
  for (const [title, X] of cases) {
    it(title, () => {
      expectExact(numbers(X, 1));
    });
  }

  it('any numbers, each feature by itself, in one step or in several', () => {
    const anyFeature = fc.record({
      mean: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      power: fc.integer({ min: -30, max: 30 }),
    });
    fc.assert(
      fc.property(
        fc.array(anyFeature, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(1000),
        (features, samples, seed) => {
          const d = features.length;
          const X = noise(samples * d, seed).map((x, at) => {
            const { mean, power } = features[at % d];
            return mean + x * 2 ** power;
          });
          expectExact(numbers(X, d));
        },
      ),
    );
    const large = noise(3 * 2 ** 19).map((x, at) => x + (at % 3));
    expectExact(numbers(large, 2 ** 18), [0, 1, 2 ** 18 - 1]);
  });

  it('a constant feature has no deviation, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 1, max: 50 }),
        (x, n) => {
          const { mean, deviation } = finish(momentsOf(numbers(new Float64Array(n).fill(x), 1)));
          expect([mean[0] === x, deviation[0]]).to.deep.equal([true, 0]);
        },
      ),
    );
  });
});

describe('numbers that are standardised', () => {
  for (const [title, X] of [
    ['large', noise(500).map((x) => x * 1e300)],
    ['small', noise(500).map((x) => x * 1e-300)],
  ] as const) {
    it(`have mean 0 and deviation 1, however ${title} they were`, () => {
      const set = numbers(X, 1);
      const out = new Float64Array(500);
      const order = Uint32Array.from(out.keys());
      Standardiser.fit(set).gather(set, order, 0, 500, out);
      const { mean, deviation } = exactMoments(out);
      expect(mean).to.be.closeTo(0, 1e-14);
      expect(deviation).to.be.closeTo(1, 1e-14);
    });
  }

  it('stay finite where the inverse of their deviation is not', () => {
    const set = numbers(Float64Array.of(0, 5e-324, 1e-323), 1);
    const out = new Float64Array(3);
    Standardiser.fit(set).gather(set, Uint32Array.of(0, 1, 2), 0, 3, out);
    expect([...out]).to.deep.equal([-5e-324, 0, 5e-324]);
  });
});
