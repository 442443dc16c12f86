import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataSet, LinearClassifier, train, type DataSet } from '../../src';
import { temporaryFolder } from '../support/temporary-folder';

/** The sign of `height` decides; girth is of another scale. */
const ROWS = Array.from({ length: 30 }, (_, i) => [i % 2 ? 1 + i : -1 - i, 10 * (i % 5)]);
const labels = ROWS.map(([height]) => (height > 0 ? 'oak' : 'elm'));
const FEATURES = ['height', 'girth'];

function trees(featureNames: string[] | undefined, like?: DataSet): DataSet {
  const places = (featureNames ?? FEATURES).map((name) => FEATURES.indexOf(name));
  const X = ROWS.map((row) => places.map((j) => row[j] ?? 7));
  return dataSet({ X, labels, featureNames, like });
}

describe('names of features', () => {
  const folder = temporaryFolder();
  const turned = trees(['girth', 'height']);
  let classifier: LinearClassifier;
  before(async () => {
    classifier = new LinearClassifier({ backend: 'js', epochs: 10, eta: 0.1, batchSize: 5 });
    await classifier.fit(trees(FEATURES));
  });

  it('are those of the training set', () => {
    expect(classifier.featureNames).to.deep.equal(FEATURES);
  });

  it('match a set in another order: to evaluate, predict and calibrate', async () => {
    const right = await classifier.evaluate(trees(FEATURES));
    expect(right.accuracy).to.equal(1);
    expect(await classifier.evaluate(turned)).to.deep.equal(right);
    expect(classifier.predict(turned)).to.deep.equal(classifier.predict(ROWS));
    expect(classifier.predict(trees(undefined))).to.deep.equal(labels);
    const one = await (await copy('.json')).calibrate(trees(FEATURES));
    expect(await (await copy('.json')).calibrate(turned)).to.deep.equal(one);
  });

  it('match a validation set in another order', async () => {
    const options = { backend: 'js', epochs: 2, batchSize: 10 } as const;
    const histories = await Promise.all(
      [trees(FEATURES), turned].map(async (validation) => {
        const { history } = await train({ training: trees(FEATURES), validation }, options);
        return history.map((epoch) => epoch.validation);
      }),
    );
    expect(histories[1]).to.deep.equal(histories[0]);
  });

  it('put a set into the order of like', () => {
    const set = trees(['girth', 'height'], trees(FEATURES));
    expect(set.featureNames).to.deep.equal(FEATURES);
    expect(set.X).to.deep.equal(trees(FEATURES).X);
  });

  it('that are missing or too many are named', async () => {
    const failure = (names: string[]): Promise<string> =>
      classifier.evaluate(trees(names)).then(() => 'none', String);
    expect(await failure(['height', 'Girth'])).to.equal(
      'RangeError: set.featureNames: expected a feature "girth", got "Girth"',
    );
    expect(await failure(['height', 'Id', 'girth'])).to.match(/2 features, got "Id" too$/);
    for (const names of [['a'], ['a', 'a'], ['a', ''], ['a', 1], 'ab']) {
      expect(() => trees(undefined, { ...turned, featureNames: names as string[] })).to.throw(/like\.featureNames/); // prettier-ignore
    }
  });

  const copy = async (ending: string): Promise<LinearClassifier> => {
    const file = path.join(folder(), `trees${ending}`);
    await classifier.save(file);
    return LinearClassifier.load(file, { backend: 'js' });
  };

  it('are in the files that load reads', async () => {
    for (const ending of ['.safetensors', '.json']) {
      expect((await copy(ending)).featureNames).to.deep.equal(FEATURES);
    }
  });

  it('are read from scikit-learn’s attributes, and may be absent', async () => {
    const file = path.join(folder(), 'sklearn.json');
    const model = { coef: [[1, 2]], intercept: [0], classes: ['elm', 'oak'] };
    const loaded = async (more: object): Promise<unknown> => {
      writeFileSync(file, JSON.stringify({ ...model, ...more }));
      return LinearClassifier.load(file, { backend: 'js' }).then((own) => own.featureNames, String);
    };
    expect(await loaded({})).to.equal(null);
    expect(await loaded({ feature_names_in_: FEATURES })).to.deep.equal(FEATURES);
    expect(await loaded({ feature_names_in_: ['a'] })).to.match(/featureNames\.length: expected 2, got 1/);
    expect(await loaded({ feature_names_in_: ['a', 'a'] })).to.match(/got "a"/);
  }); // prettier-ignore
});
