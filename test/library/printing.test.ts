import { expect } from 'chai';
import { inspect } from 'node:util';
import { dataSet, LinearClassifier, OnelayerError, partOf, split, subset, train } from '../../src';
import { syntheticSet } from '../support/synthetic';

const { X, labels, features, classes } = syntheticSet({ samples: 600, features: 64, classes: 30 });
const set = dataSet({ X, labels: Array.from(labels, (k) => classes[k]), features });

const lines = (value: unknown): number => inspect(value).split('\n').length;

describe('what console.log prints is a few lines', () => {
  let result: Awaited<ReturnType<typeof train>>;
  before(async () => {
    result = await train({ training: set, validation: set }, { epochs: 3 });
  });

  it('of a data set, whole or in part', () => {
    const { training } = split(set, { test: 0.5 });
    for (const own of [set, training, partOf(set, 'part', 0, 9), subset(set, 'some', [3])]) {
      const text = inspect(own);
      expect(lines(own)).to.be.at.most(30);
      expect(text)
        .to.match(/^DataSet \{\n/)
        .and.include(`samples: ${own.samples}`);
      expect(text).to.include('… 30 in all');
    }
    expect(Object.keys(set)).to.include.members(['X', 'labels']);
  });

  it('of a classifier, fitted or not', () => {
    const { classifier } = result;
    const text = inspect(classifier, { depth: 9 });
    expect(lines(classifier)).to.be.at.most(40);
    expect(text)
      .to.match(/^LinearClassifier \{/)
      .and.include('epochs: 3')
      .and.include('features: 64');
    expect(inspect(new LinearClassifier({ eta: 0.5 }))).to.equal(
      'LinearClassifier { fitted: false, settings: { eta: 0.5 } }',
    );
  });

  it('of an evaluation, a training and its result', async () => {
    const evaluation = await result.classifier.evaluate(set);
    expect(inspect(evaluation)).to.match(/^Evaluation \{\s+samples: 600,/);
    expect(lines(evaluation)).to.be.at.most(6);
    expect(lines(result)).to.be.at.most(50);
    const training = train(set, { epochs: 1 });
    expect(lines(training)).to.equal(1);
    await training;
  });

  it('of an error without a cause', () => {
    const error = new OnelayerError('FILE_INVALID', 'a', { cause: undefined });
    expect(inspect(error)).to.not.include('cause');
    const cause = new Error('b');
    expect(new OnelayerError('FILE_INVALID', 'a', { cause }).cause).to.equal(cause);
  });

  it('and as JSON, a plain summary', async () => {
    const { classifier } = result;
    const summary = JSON.parse(JSON.stringify({ classifier, set })) as Record<string, object>;
    expect(summary.classifier).to.include({ fitted: true, features: 64, loss: 'cross-entropy' });
    expect(summary.set).to.include({ name: 'data', samples: 600, X: 'Uint8Array(38400)' });
    expect(JSON.stringify(new LinearClassifier())).to.equal('{"fitted":false,"settings":{}}');
    const evaluation = JSON.parse(JSON.stringify(await classifier.evaluate(set))) as object;
    expect(evaluation).to.have.keys('loss', 'cost', 'accuracy', 'predictions');
  });
});
