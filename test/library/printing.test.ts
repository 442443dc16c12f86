import { expect } from 'chai';
import { inspect } from 'node:util';
import {
  dataSet,
  fit,
  LinearClassifier,
  OnelayerError,
  partOf,
  split,
  subset,
  sweep,
  train,
} from '../../src';
import { tableOfRecords } from '../../src/tables';
import { finish } from '../../src/tasks';
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

  it('with four digits, but no accuracy of 1 that is none', async () => {
    const evaluation = await result.classifier.evaluate(set);
    Object.assign(evaluation, { loss: 1.23456789, cost: 1.5e-7 / 9, accuracy: 0.99998 });
    expect(inspect(evaluation)).to.equal(
      'Evaluation { samples: 600, loss: 1.235, cost: 1.667e-8, accuracy: 0.99998 }',
    );
  });

  it('and the name alone below the depth that is printed', () => {
    expect(inspect({ a: { b: { c: { set } } } })).to.include('c: [Object]');
    expect(inspect([[[set, result, result.history]]])).to.equal(
      '[ [ [ [DataSet], [TrainingResult], [Array] ] ] ]',
    );
    expect(inspect([[[[]]]], { depth: null })).to.equal('[ [ [ [] ] ] ]');
    expect(inspect([[[set]]], { depth: null })).to.include('samples: 600');
    expect(inspect(set, { colors: true })).to.include('\u001b[33m600\u001b[39m');
  });

  it('of epochs and trials', async () => {
    const { history } = result;
    expect(inspect(history[0])).to.match(/^EpochRecord \{\n {2}epoch: 1,\n {2}train: \{ loss/);
    expect(lines(history[0])).to.be.at.most(6);
    const search = sweep(
      { training: set, validation: set },
      { space: { eta: [0.1, 0.01] }, epochs: 2 },
    );
    for await (const trial of search) {
      expect(inspect(trial)).to.match(/^Trial \{[^]*\bepochs: 2,\s+validation: \{ loss/);
    }
    const { results } = await search;
    expect(inspect(results)).to.include('trials: 2').and.include("varied: [ 'eta' ]");
    expect(inspect(results.trials)).to.match(/^\[\s+Trial \{/);
  });

  it('of the columns of a table, and of what was learnt of them', async () => {
    const records = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => ({
      size: i === 3 ? null : i,
      colour: ['red', 'green', 'blue'][i % 3],
      kind: i < 5 ? 'a' : 'b',
    }));
    expect(inspect(finish(tableOfRecords('records', records)))).to.equal(
      "Table {\n  where: 'records',\n  rows: 10,\n  columns: [\n    'size: numbers, 1 missing',\n" +
        "    'colour: 3 different texts',\n    'kind: 2 different texts'\n  ]\n}",
    );
    const rows = { training: records, validation: records };
    const { classifier, understood } = await fit(rows, { label: 'kind', test: records });
    expect(inspect(classifier)).to.include("columns: [ 'size', 'colour' ]");
    expect(inspect(classifier.preparation)).to.match(
      /^Preparation \{\n {2}columns: \[ 'size: number', 'colour: \d categories' \],/,
    );
    expect(inspect(understood)).to.match(
      /^Understood \{\s+lines: \[\s+'data: 10 rows; 2 classes of kind/,
    );
  });

  it('of an error that is no bug: its message and the line that made the call', async () => {
    const missing = await LinearClassifier.load('missing.json').catch((error: unknown) => error);
    expect(inspect(missing)).to.match(
      /^OnelayerError \[FILE_INVALID\]: missing.json [^\n]+\n {4}at [^\n]+printing.test.ts:\d+:\d+\)?\n {2}\[cause\]: Error: ENOENT[^\n]+$/,
    );
    expect(thrownBy(() => dataSet({ X: [[1], [2]], labels: [1] }))).to.match(
      /^RangeError \[INVALID_ARGUMENT\]: labels[^\n]+\n {4}at [^\n]+printing.test.ts:\d+:\d+\)?$/,
    );
    expect(thrownBy(() => new LinearClassifier().predict([1]))).to.have.lengthOf.below(300);
    expect((missing as Error).stack).to.match(/(\n {4}at .*){3}/);
    expect(inspect({ a: { b: { c: [missing] } } })).to.include('[Array]');
    expect(inspect([[[missing]]])).to.equal('[ [ [ [OnelayerError] ] ] ]');
    // As Node prints it where nobody catches it.
    expect(inspect(missing, { customInspect: false }).split('\n').length).to.be.above(5);
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

function thrownBy(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return inspect(error);
  }
  throw new Error('nothing was thrown');
}
