import { expect } from 'chai';
import path from 'node:path';
import {
  dataSet,
  LinearClassifier,
  loadNpy,
  partOf,
  split,
  subset,
  train,
  type Label,
} from '../../src';
import { readFileSync, writeFileSync } from 'node:fs';
import { npy } from '../support/data-files';
import { temporaryFolder } from '../support/temporary-folder';

const X = [[0], [1], [2], [10], [11], [12]];
const OPTIONS = { epochs: 30, eta: 0.5 };

const CASES: [string, readonly Label[], Label, Label][] = [
  ['strings', ['a', 'a', 'a', 'b', 'b', 'b'], 'a', 'b'],
  ['texts of numbers', ['7', '7', '7', '-1', '-1', '-1'], '7', '-1'],
  ['numbers', [7, 7, 7, -1, -1, -1], 7, -1],
  ['booleans', [false, false, false, true, true, true], false, true],
];

describe('labels come back in the type that went in', () => {
  const folder = temporaryFolder();

  for (const [what, labels, low, high] of CASES) {
    it(what, async () => {
      const set = dataSet({ X, labels: labels as string[] });
      const { classifier } = await train(set, OPTIONS);
      expect(classifier.predict([0])).to.equal(low);
      expect(classifier.predict([[12], [1]])).to.deep.equal([high, low]);
      expect(classifier.topK([0], 9).map(({ label }) => label)).to.deep.equal([low, high]);
      expect(classifier.classes).to.have.members([low, high]);
      for (const ending of ['.safetensors', '.json']) {
        const file = path.join(folder(), `model${ending}`);
        await classifier.save(file);
        const loaded = await LinearClassifier.load(file);
        expect(loaded.predict([[12], [1]])).to.deep.equal([high, low]);
        expect(loaded.classes).to.deep.equal(classifier.classes);
      }
    });
  }

  it('of typed arrays, files, parts and sets like another', async () => {
    const numbers = dataSet({ X, labels: Int32Array.of(3, 3, 3, 5, 5, 5) });
    const like = dataSet({ X: [[1], [2]], labels: ['3', '5'], like: numbers });
    const [features, labels] = ['X.npy', 'y.npy'].map((name) => path.join(folder(), name));
    writeFileSync(features, npy(Float64Array.from(X.flat()), [6, 1]));
    writeFileSync(labels, npy(Uint8Array.of(3, 3, 3, 5, 5, 5), [6]));
    const file = await loadNpy({ X: features, labels });
    const parts = [numbers, like, file, partOf(numbers, 'p', 1, 4), subset(numbers, 's', [0, 5])];
    for (const set of [...parts, split(numbers, { test: 2 }).training]) {
      expect(set.labelType).to.equal('number');
    }
    const fitted = await new LinearClassifier(OPTIONS).fit(numbers);
    expect(fitted.predict([0])).to.equal(3);
    expect((await fitted.evaluate(like)).predictions).to.have.lengthOf(2);
  });

  it('are names where numbers are indices', async () => {
    const named = dataSet({ X, labels: [0, 0, 0, 1, 1, 1], classes: ['low', 'high'] });
    expect((await train(named, OPTIONS)).classifier.predict([0])).to.equal('low');
  });

  it('are strings in files of earlier versions, and numbers and booleans in scikit-learn’s', async () => {
    const file = path.join(folder(), 'model.json');
    for (const classes of [
      ['1', '2'],
      [1, 2],
      [false, true],
      [0.5, 1.5],
    ]) {
      writeFileSync(file, JSON.stringify({ coef: [[1]], intercept: [0], classes }));
      const loaded = await LinearClassifier.load(file);
      expect(loaded.predict([3])).to.equal(classes[1]);
      await loaded.save(file);
      expect((JSON.parse(readFileSync(file, 'utf8')) as { classes: unknown }).classes).to.deep.equal(classes); // prettier-ignore
    }
  });

  const wrong: [unknown, RegExp][] = [
    [['a', 1], /^labels\[1\]: expected a string, as labels\[0\] is, got 1$/],
    [[1, '1'], /^labels\[1\]: expected an integer, as labels\[0\] is, got "1"$/],
    [[true, 1], /^labels\[1\]: expected true or false, as labels\[0\] is, got 1$/],
    [[0.5, 1], /^labels\[0\]: expected an integer, got 0\.5$/],
    [[null, 1], /^labels\[0\]: expected a string, an integer or a boolean, got null$/],
    [[true, true], /^labels: expected labels of at least 2 classes/],
  ];
  for (const [labels, message] of wrong) {
    it(`are refused: ${JSON.stringify(labels)}`, () => {
      expect(() => dataSet({ X: [[1], [2]], labels: labels as string[] })).to.throw(message);
    });
  }
});

describe('topK', () => {
  it('gives all classes for a k above K, and refuses what is no number of classes', async () => {
    const { classifier } = await train(dataSet({ X, labels: [1, 1, 1, 2, 2, 2] }), OPTIONS);
    for (const k of [2, 3, 1e9, Infinity]) expect(classifier.topK([0], k)).to.have.lengthOf(2);
    for (const k of [0, -1, 1.5, NaN, -Infinity, '1']) {
      expect(() => classifier.topK([0], k as number)).to.throw(/^k: expected a positive integer, /);
    }
  });
});
