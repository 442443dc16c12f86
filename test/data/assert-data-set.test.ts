import { expect } from 'chai';
import { assertDataSet, type DataSet } from '../../src/data';
import { assertFiniteFeatures } from '../../src/data/assert-data-set';
import { syntheticSet } from '../support/synthetic';

const set = syntheticSet({ samples: 6, features: 9 });

const numbers = (at: number, value: number, Kind: typeof Float32Array | typeof Float64Array) => {
  const X = Kind.from(set.X);
  X[at] = value;
  return { ...set, X };
};

describe('features that are not finite are named:', () => {
  for (const Kind of [Float32Array, Float64Array] as const) {
    for (const value of [NaN, Infinity, -Infinity]) {
      it(`${value} of a ${Kind.name}`, () => {
        const message = `training.X[3][7]: expected a finite number, got ${value}`;
        expect(() => assertFiniteFeatures('training', numbers(3 * 9 + 7, value, Kind)))
          .to.throw(RangeError, message)
          .with.property('code', 'INVALID_ARGUMENT');
      });
    }
  }

  it('the first of several; the very first and the very last', () => {
    const two = numbers(50, NaN, Float64Array);
    two.X[20] = Infinity;
    const table: [DataSet, string][] = [
      [two, 'set.X[2][2]: expected a finite number, got Infinity'],
      [numbers(0, NaN, Float32Array), 'set.X[0][0]: expected'],
      [numbers(53, -Infinity, Float32Array), 'set.X[5][8]: expected'],
    ];
    for (const [its, message] of table) {
      expect(() => assertFiniteFeatures('set', its)).to.throw(RangeError, message);
    }
  });

  it('one behind a step, in a row that two steps share', () => {
    const features = 3;
    const samples = 400_000;
    const X = new Float32Array(samples * features).fill(1);
    const at = 2 ** 20 + 1;
    X[at] = NaN;
    const large = { ...set, samples, features, X, labels: new Uint8Array(samples) };
    const message = `set.X[${Math.floor(at / 3)}][${at % 3}]: expected`;
    expect(() => assertFiniteFeatures('set', large)).to.throw(RangeError, message);
  });

  it('none of the largest, whose sum is not finite, and none of bytes', () => {
    const X = new Float64Array(54).fill(Number.MAX_VALUE);
    assertFiniteFeatures('set', { ...set, X });
    assertFiniteFeatures('set', set);
  });
});

describe('weights of samples are refused:', () => {
  const weights = (at: number, value: number): Float64Array => {
    const values = new Float64Array(6).fill(1);
    values[at] = value;
    return values;
  };
  const table: [unknown, typeof TypeError | typeof RangeError, string][] = [
    [[1, 1, 1, 1, 1, 1], TypeError, 'training.weights: expected a Float64Array, got an object'],
    [new Float32Array(6).fill(1), TypeError, 'training.weights: expected a Float64Array'],
    [new Float64Array(5).fill(1), RangeError, 'training.weights.length: expected 6, got 5'],
    [
      weights(4, -1),
      RangeError,
      'training.weights[4]: expected a finite number of at least 0, got -1',
    ],
    [weights(0, NaN), RangeError, 'training.weights[0]: expected a finite number of at least 0'],
    [weights(5, Infinity), RangeError, 'training.weights[5]: expected a finite number'],
    [
      new Float64Array(6),
      RangeError,
      'training.weights: their sum: expected a finite number above',
    ],
    [
      new Float64Array(6).fill(1e308),
      RangeError,
      'training.weights: their sum: expected a finite number above 0, got Infinity',
    ],
  ];
  for (const [value, kind, message] of table) {
    it(message, () => {
      const its = { ...set, weights: value as Float64Array };
      expect(() => assertDataSet('training', its))
        .to.throw(kind, message)
        .with.property('code', 'INVALID_ARGUMENT');
    });
  }

  it('none that are fine', () => {
    assertDataSet('training', { ...set, weights: weights(2, 0) });
    assertDataSet('training', { ...set, weights: weights(2, 1e300) });
  });
});
