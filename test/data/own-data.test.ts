import { expect } from 'chai';
import fc from 'fast-check';
import { dataSet, type DataSet, type DataSetParts } from '../../src';
import { assertDataSet } from '../../src/data';
import { detach } from '../support/hostile';

const X = new Float64Array([1, 2, 3, 4, 5, 6]);
const labels = ['b', 'a', 'b'];

describe('a data set of one’s own', () => {
  it('keeps a flat array, and finds classes and features', () => {
    const set = dataSet({ X, labels });
    expect(set.X).to.equal(X);
    expect(set).to.deep.include({ name: 'data', classes: ['a', 'b'], samples: 3, features: 2 });
    expect(set.labels).to.deep.equal(Uint8Array.of(1, 0, 1));
    assertDataSet('set', set);
  });

  const rows: [string, DataSetParts['X'], object][] = [
    [
      'arrays',
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      X,
    ],
    ['bytes', [Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 6)], Uint8Array.from(X)],
    ['float32', [1, 3, 5].map((x) => Float32Array.of(x, x + 1)), Float32Array.from(X)],
    ['mixed rows', [Uint8Array.of(1, 2), Float32Array.of(3, 4), [5, 6]], X],
  ];
  for (const [title, given, expected] of rows) {
    it(`copies rows: ${title}`, () => {
      const set = dataSet({ X: given, labels });
      expect(set.X).to.deep.equal(expected);
      expect(set.X).not.to.equal(X);
    });
  }

  const namings: [string, Partial<DataSetParts>, string[], number[]][] = [
    ['sparse integers, in their order', { labels: [900, 3, 17] }, ['3', '17', '900'], [2, 0, 1]],
    ['negative integers', { labels: [1, -1, 1] }, ['-1', '1'], [1, 0, 1]],
    ['−0, which is 0', { labels: [-0, 1, 0] }, ['0', '1'], [0, 1, 0]],
    ['integers of float64', { labels: Float64Array.of(2, 1, 2) }, ['1', '2'], [1, 0, 1]],
    ['integers of 64 bits', { labels: BigInt64Array.of(2n, -1n, 2n) }, ['-1', '2'], [1, 0, 1]],
    ['strings by code units', { labels: ['é', 'Z', 'a'] }, ['Z', 'a', 'é'], [2, 0, 1]],
    ['an empty string', { labels: ['', 'x', ''] }, ['', 'x'], [0, 1, 0]],
    [
      'names among classes',
      { labels: ['y', 'x', 'y'], classes: ['z', 'y', 'x'] },
      ['z', 'y', 'x'],
      [1, 2, 1],
    ],
    [
      'indices into classes',
      { labels: [0, 2, 0], classes: ['z', 'y', 'x'] },
      ['z', 'y', 'x'],
      [0, 2, 0],
    ],
    ['one class of those given', { labels: [1, 1, 1], classes: ['p', 'q'] }, ['p', 'q'], [1, 1, 1]],
    [
      'more classes than samples',
      { classes: ['c', 'b', 'a', 'd', 'e'] },
      ['c', 'b', 'a', 'd', 'e'],
      [1, 2, 1],
    ],
  ];
  for (const [title, parts, classes, indices] of namings) {
    it(`labels: ${title}`, () => {
      const set = dataSet({ X, labels, ...parts });
      expect(set.classes).to.deep.equal(classes);
      expect([...set.labels]).to.deep.equal(indices);
    });
  }

  it('has bytes for up to 256 classes, and two bytes each for up to 65,536', () => {
    const ofClasses = (K: number): DataSet =>
      dataSet({ X: new Uint8Array(K), labels: Array.from({ length: K }, (_, i) => 7 * i) });
    expect(ofClasses(256).labels).to.be.instanceOf(Uint8Array);
    expect(ofClasses(257).labels).to.be.instanceOf(Uint16Array);
    expect(ofClasses(65_536).labels.at(-1)).to.equal(65_535);
    expect(() => ofClasses(65_537)).to.throw(RangeError, 'labels: expected at most 65536 classes');
  });

  describe('like another', () => {
    const training = dataSet({ X, labels: [3, 17, 900] });
    const named = dataSet({ X, labels: [0, 1, 1], classes: ['cat', 'dog'] });

    it('looks numbers up by name', () => {
      const set = dataSet({ X, labels: [900, 900, 900], like: training });
      expect(set.classes).to.equal(training.classes);
      expect([...set.labels]).to.deep.equal([2, 2, 2]);
    });

    it('takes numbers as indices beside the same classes', () => {
      const classes = named.classes;
      expect([...dataSet({ X, labels: [1, 0, 1], like: named, classes }).labels]).to.deep.equal([
        1, 0, 1,
      ]);
    });

    it('may be of float32 where that is of float64, and has its image shape', () => {
      const image = { width: 2, height: 1, channels: 1 } as const;
      const like = dataSet({ X, labels, image });
      expect(dataSet({ X: Float32Array.from(X), labels, like }).image).to.deep.equal(image);
    });
  });

  it('takes weights', () => {
    const weights = new Float64Array([0, 1, 2]);
    expect(dataSet({ X, labels, weights }).weights).to.equal(weights);
    expect(dataSet({ X, labels, weights: [0, 1, 2] }).weights).to.deep.equal(weights);
  });

  it('comes out of any labels as they went in', () => {
    const distinct = fc.oneof(
      fc.array(fc.string({ unit: 'binary' }), { minLength: 2 }),
      fc.array(fc.maxSafeInteger(), { minLength: 2 }),
    );
    fc.assert(
      fc.property(distinct, (given) => {
        fc.pre(new Set<unknown>(given).size > 1);
        const set = dataSet({ X: new Uint8Array(given.length), labels: given });
        expect([...set.labels].map((k) => set.classes[k])).to.deep.equal(given.map(String));
        assertDataSet('set', set);
      }),
    );
  });

  describe('is refused for', () => {
    const withNaN = Float64Array.from({ length: 40 }, (_, i) => (i === 3 * 8 + 7 ? NaN : i));
    const detached = new Float64Array(6);
    detach(detached.buffer);
    const detachedLabels = new Uint8Array(3);
    detach(detachedLabels.buffer);
    const like = dataSet({ X, labels });
    const image = { width: 2, height: 2, channels: 1 };
    const table: [string, unknown, typeof TypeError | typeof RangeError, string][] = [
      [
        'a NaN',
        { X: withNaN, labels: [0, 1, 0, 1, 0] },
        RangeError,
        'X[3][7]: expected a finite number, got NaN',
      ],
      [
        'an infinity',
        { X: [[1], [2], [-Infinity]] },
        RangeError,
        'X[2][0]: expected a finite number, got -Infinity',
      ],
      [
        'text among numbers',
        { X: [[1], ['2'], [3]] },
        TypeError,
        'X[1][0]: expected a number, not a text (row.map(Number) converts), got "2"',
      ],
      [
        'one class',
        { labels: ['a', 'a', 'a'] },
        RangeError,
        'labels: expected labels of at least 2 classes (or the option classes, or like), got "a"',
      ],
      [
        'no labels',
        { labels: [] },
        RangeError,
        'labels.length: expected a positive integer, got 0',
      ],
      [
        'labels that are text',
        { labels: 'aba' },
        TypeError,
        'labels: expected an array of strings, of integers or of booleans, or a typed array, got "aba"',
      ],
      [
        'detached labels',
        { labels: detachedLabels },
        RangeError,
        'labels.length: expected a positive integer, got 0',
      ],
      [
        'no features',
        { X: new Float64Array(0) },
        RangeError,
        'X.length: expected a positive integer, got 0',
      ],
      [
        'detached features',
        { X: detached },
        RangeError,
        'X.length: expected a positive integer, got 0',
      ],
      [
        'lengths that don’t fit',
        { X: new Float64Array(7) },
        RangeError,
        'X.length: expected a multiple of labels.length, 3, got 7',
      ],
      [
        'fewer numbers than samples',
        { X: new Float64Array(2) },
        RangeError,
        'X.length: expected a multiple of labels.length, 3, got 2',
      ],
      [
        'another number of features',
        { features: 3 },
        RangeError,
        'X.length: expected 9, labels.length × features (3 × 3), got 6',
      ],
      [
        'more rows than labels',
        { X: [[1], [2], [3], [4]] },
        RangeError,
        'X.length: expected 3, as labels.length is, got 4',
      ],
      [
        'ragged rows',
        { X: [[1, 2], [1, 2], [1]] },
        RangeError,
        'X[2].length: expected 2, as X[0].length is, got 1',
      ],
      [
        'rows without numbers',
        { X: [[], [], []] },
        RangeError,
        'X[0].length: expected a positive integer, got 0',
      ],
      [
        'a missing row',
        { X: [[1], undefined, [2]] },
        TypeError,
        'X[1]: expected an array or a typed array of numbers, got undefined',
      ],
      [
        'a hole',
        { X: Object.assign(new Array(3), { 0: [1], 2: [1] }) },
        TypeError,
        'X[1]: expected',
      ],
      [
        'X of another kind',
        { X: new Int32Array(6) },
        TypeError,
        'X: expected a Uint8Array, a Float32Array, a Float64Array, RowsOnDisk or an array of rows, got an object of type Int32Array',
      ],
      ['X that only inherits', { X: Object.create(X) as unknown }, TypeError, 'X: expected'],
      [
        'rows of BigInts',
        { X: [1n, 2n, 3n].map((x) => BigInt64Array.of(x)) },
        TypeError,
        'X[0]: expected',
      ],
      [
        'a NaN label',
        { labels: [1, NaN, 2] },
        RangeError,
        'labels[1]: expected an integer, got NaN',
      ],
      [
        'a fractional label',
        { labels: [1, 2, 2.5] },
        RangeError,
        'labels[2]: expected an integer, got 2.5',
      ],
      [
        'a huge label',
        { labels: BigUint64Array.of(1n, 2n, 2n ** 63n) },
        RangeError,
        'labels[2]: expected an integer',
      ],
      [
        'a missing label',
        { labels: ['a', undefined, 'b'] },
        TypeError,
        'labels[1]: expected a string, an integer or a boolean, got undefined',
      ],
      [
        'a mixture of labels',
        { labels: ['a', 'b', 1] },
        TypeError,
        'labels[2]: expected a string, as labels[0] is, got 1',
      ],
      [
        'numbers mixed with text',
        { labels: [1, 2, '1'] },
        TypeError,
        'labels[2]: expected an integer, as labels[0] is, got "1"',
      ],
      [
        'an index below the classes',
        { labels: [0, -1, 0], classes: ['a', 'b'] },
        RangeError,
        'labels[1]: expected an index into the classes, from 0 to 1, got -1',
      ],
      [
        'an index above them',
        { labels: [0, 1, 2], classes: ['a', 'b'] },
        RangeError,
        'labels[2]: expected an index into the classes, from 0 to 1, got 2',
      ],
      [
        'a name beside them',
        { classes: ['a', 'c'] },
        RangeError,
        'labels[0]: expected one of the classes "a", "c", got "b"',
      ],
      [
        'a name of no class of like',
        { labels: ['a', 'b', 'z'], like },
        RangeError,
        'labels[2]: expected one of the classes "a", "b", got "z"',
      ],
      [
        'a number of no class of like',
        { labels: [0, 1, 0], like },
        RangeError,
        'labels[0]: expected one of the classes "a", "b", got 0',
      ],
      [
        'classes unlike those of like',
        { classes: ['b', 'a'], like },
        RangeError,
        'classes[0]: expected "a", as like.classes[0] is, got "b"',
      ],
      [
        'features unlike those of like',
        { X: new Float64Array(9), like },
        RangeError,
        'features: expected 2, as in the data set like, got 3',
      ],
      [
        'bytes where like has numbers',
        { X: new Uint8Array(6), like },
        TypeError,
        'X: expected numbers (Float32Array or Float64Array), as in the data set like',
      ],
      ['a like that is none', { like: {} }, TypeError, 'like: expected a data set'],
      [
        'a class twice',
        { classes: ['a', 'b', 'a'] },
        RangeError,
        'classes[2]: expected another name than that of classes[0], got "a"',
      ],
      [
        'a class that is a number',
        { classes: ['a', 1] },
        TypeError,
        'classes[1]: expected a string, got 1',
      ],
      [
        'one class only, by name',
        { classes: ['a'] },
        RangeError,
        'classes.length: expected an integer from 2 to 65536, got 1',
      ],
      [
        'a negative weight',
        { weights: [1, -1, 1] },
        RangeError,
        'weights[1]: expected a finite number of at least 0, got -1',
      ],
      [
        'a NaN weight',
        { weights: Float64Array.of(1, 1, NaN) },
        RangeError,
        'weights[2]: expected a finite number',
      ],
      [
        'weights of another number',
        { weights: [1, 1] },
        RangeError,
        'weights.length: expected 3, got 2',
      ],
      [
        'weights that are all 0',
        { weights: [0, 0, 0] },
        RangeError,
        'weights: their sum: expected a finite number above 0, got 0',
      ],
      [
        'weights of another kind',
        { weights: new Int8Array(3) },
        TypeError,
        'weights: expected a Float64Array',
      ],
      [
        'an image of another size',
        { image },
        RangeError,
        'image: width × height × channels: expected 2, got 4',
      ],
      [
        'an image of two colours',
        { image: { ...image, channels: 2 } },
        RangeError,
        'image.channels: expected 1 or 3, got 2',
      ],
      ['a misspelt key', { label: labels }, TypeError, 'data: expected only the keys X, labels'],
      [
        'a name that is empty',
        { name: '' },
        RangeError,
        'name: expected a string that is not empty',
      ],
    ];
    for (const [title, parts, kind, message] of table) {
      it(title, () => {
        const given = { X, labels, ...(parts as object) } as DataSetParts;
        expect(() => dataSet(given))
          .to.throw(kind, message)
          .with.property('code', 'INVALID_ARGUMENT');
      });
    }

    it('no parts at all', () => {
      expect(() => dataSet(null as never)).to.throw(
        TypeError,
        'data: expected an object, got null',
      );
    });
  });
});
