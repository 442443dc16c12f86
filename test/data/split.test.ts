import { expect } from 'chai';
import fc from 'fast-check';
import { dataSet, defaultRng, split, subset, type DataSet } from '../../src';

/** n samples, whose only feature is their number; label i mod K, and weight i + 1. */
function numbered(
  n: number,
  labels = Array.from({ length: n }, (_, i) => i % 3),
): DataSet<Float64Array> {
  const X = Float64Array.from({ length: n }, (_, i) => i);
  return dataSet({ X, labels, name: 'all', weights: X.map((x) => x + 1) });
}

const classCounts = ({ classes, labels }: DataSet): number[] =>
  classes.map((_, k) => labels.filter((label) => label === k).length);

describe('split', () => {
  it('deals out NumPy’s permutation: training first, then the parts', () => {
    const set = numbered(20);
    const { training, validation, test } = split(set, { validation: 0.1, test: 5 }, { seed: 7 });
    const order = [...defaultRng(7).permutation(20)];
    expect([...training.X]).to.deep.equal(order.slice(0, 13));
    expect([...validation.X]).to.deep.equal(order.slice(13, 15));
    expect([...test.X]).to.deep.equal(order.slice(15));
    expect(test.name).to.equal('all (test)');
    expect(test.weights).to.deep.equal(Float64Array.from(test.X, (x) => x + 1));
    expect([...test.labels]).to.deep.equal([...test.X].map((x) => x % 3));
  });

  it('has the seed 42, and copies', () => {
    const set = numbered(9);
    expect(split(set, { test: 3 })).to.deep.equal(split(set, { test: 3 }, { seed: 42 }));
    split(set, { test: 3 }, { shuffle: false }).training.X.fill(99);
    expect(set.X[0]).to.equal(0);
  });

  it('holds out the last samples without shuffling', () => {
    const { training, test } = split(numbered(9), { test: 1 / 3 }, { shuffle: false });
    expect([...training.X, ...test.X]).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('keeps the proportions of classes by the largest remainder', () => {
    // 10, 6 and 4 of 20; 7 of them: 3.5, 2.1 and 1.4.
    const labels = Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : i < 16 ? 1 : 2));
    const parts = split(numbered(20, labels), { test: 7 }, { stratified: true });
    expect(classCounts(parts.test)).to.deep.equal([4, 2, 1]);
    expect(classCounts(parts.training)).to.deep.equal([6, 4, 3]);
  });

  it('gives what is left over to the lower class where remainders tie', () => {
    // Three classes of 4 in 12; 5 of them: 1⅔ each, and two more to give.
    const { test } = split(numbered(12), { test: 5 }, { stratified: true });
    expect(classCounts(test)).to.deep.equal([2, 2, 1]);
  });

  it('loses no sample and doubles none, within one of a class’s share', () => {
    const cases = fc.record({
      labels: fc.array(fc.nat(5), { minLength: 8, maxLength: 80 }),
      test: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
      stratified: fc.boolean(),
      shuffle: fc.boolean(),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ labels, test: fraction, ...options }) => {
        fc.pre(new Set(labels).size > 1);
        const set = numbered(labels.length, labels);
        const parts = split(set, { test: fraction, validation: 2 }, options);
        const all = Object.values(parts).flatMap(({ X }) => [...X]);
        expect(all.sort((a, b) => a - b)).to.deep.equal([...set.X]);
        if (!options.stratified) return;
        const { test } = parts;
        classCounts(set).forEach((count, k) => {
          const share = (test.samples * count) / set.samples;
          expect(Math.abs(classCounts(test)[k] - share)).to.be.below(1);
        });
      }),
    );
  });

  const refusals: [string, object, object, string][] = [
    [
      'a part without samples',
      { test: 0.01 },
      {},
      'parts.test: expected a fraction that gives it at least one of 10 samples, got 0.01',
    ],
    [
      'a part of 0',
      { test: 0 },
      {},
      'parts.test: expected a fraction above 0 and below 1, or a positive integer, got 0',
    ],
    ['a part of 1.5', { test: 1.5 }, {}, 'parts.test: expected a fraction'],
    ['a part of NaN', { test: NaN }, {}, 'parts.test: expected a fraction'],
    ['a part of text', { test: '5' }, {}, 'parts.test: expected a fraction'],
    [
      'training without samples',
      { test: 4, validation: 0.6 },
      {},
      'parts: expected fewer than the 10 samples in all parts, to leave some for training, got 10',
    ],
    [
      'a part called training',
      { training: 5 },
      {},
      'parts: expected parts beside training, which is the rest, got "training"',
    ],
    ['no parts', {}, {}, 'parts: expected an object of at least one part and its size'],
    [
      'an unknown option',
      { test: 1 },
      { stratify: true },
      'options: expected only the keys seed, stratified, shuffle, got "stratify"',
    ],
    [
      'a seed that is none',
      { test: 1 },
      { seed: -1 },
      'seed: expected a non-negative integer, got -1',
    ],
    ['stratified: 1', { test: 1 }, { stratified: 1 }, 'stratified: expected true or false, got 1'],
  ];
  for (const [title, parts, options, message] of refusals) {
    it(`refuses ${title}`, () => {
      expect(() => split(numbered(10), parts as Record<string, number>, options))
        .to.throw(message)
        .with.property('code', 'INVALID_ARGUMENT');
    });
  }
});

describe('what is no data set', () => {
  const table: [string, unknown, string][] = [
    ['null', null, 'set: expected a data set, got null'],
    ['a string', 'iris', 'set: expected a data set, got "iris"'],
    [
      'one without classes',
      { ...numbered(4), classes: undefined },
      'set.classes: expected an array',
    ],
    ['one without features', { ...numbered(4), X: undefined }, 'set.X: expected a Uint8Array'],
  ];
  for (const [title, set, message] of table) {
    it(`is refused by split and subset: ${title}`, () => {
      for (const call of [
        () => split(set as DataSet, { test: 1 }),
        () => subset(set as DataSet, 'some', [0]),
      ]) {
        expect(call).to.throw(TypeError, message).with.property('code', 'INVALID_ARGUMENT');
      }
    });
  }
});

describe('subset', () => {
  it('copies rows, labels and weights by their numbers', () => {
    const some = subset(numbered(5), 'some', [4, 0, 4]);
    expect(some).to.deep.include({ name: 'some', samples: 3, X: Float64Array.of(4, 0, 4) });
    expect([...some.labels]).to.deep.equal([1, 0, 1]);
    expect(some.weights).to.deep.equal(Float64Array.of(5, 1, 5));
  });

  it('refuses what is no number of a sample', () => {
    expect(() => subset(numbered(5), 'x', [0, 5])).to.throw(
      RangeError,
      'numbers[1]: expected an integer from 0 to 4, got 5',
    );
    expect(() => subset(numbered(5), 'x', [])).to.throw(RangeError, 'numbers.length');
    expect(() => subset(numbered(5), 'x', [0.5])).to.throw(RangeError, 'numbers[0]');
  });
});
