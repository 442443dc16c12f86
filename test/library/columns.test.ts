import { expect } from 'chai';
import path from 'node:path';
import { dataSet, LinearClassifier, type DataSet, type Sample } from '../../src';
import { encodeRecord, encodingTable } from '../../src/tables/encode';
import { finish } from '../../src/tasks';
import { describeEachBackend } from '../support/backends';
import { PREPARATION, RECORDS, tableOf, trainOnRecords } from '../support/prepared';
import { temporaryFolder } from '../support/temporary-folder';

const NAMES = Object.keys(RECORDS[0]);

describeEachBackend('a classifier of columns', (backend) => {
  const folder = temporaryFolder();
  let classifier: LinearClassifier;
  let X: Float64Array;
  let expected: Float64Array[];
  let set: DataSet;

  before(async () => {
    classifier = await trainOnRecords({ backend });
    const encoded = finish(encodingTable(PREPARATION, tableOf(RECORDS, NAMES)));
    ({ X } = encoded);
    const labels = RECORDS.map(({ plan }) => plan);
    set = dataSet({ X, labels, featureNames: encoded.featureNames });
    expected = classifier.probabilities(set);
  });

  it('knows them after it was saved and loaded', async () => {
    for (const ending of ['safetensors', 'json']) {
      const file = path.join(folder(), `plans.${ending}`);
      await classifier.save(file);
      const loaded = await LinearClassifier.load(file, { backend });
      expect(loaded.preparation).to.deep.equal(PREPARATION);
      loaded.probabilities(RECORDS).forEach((own, i) => {
        own.forEach((p, k) => expect(p).to.be.closeTo(expected[i][k], 1e-6));
      });
    }
  });

  it('takes records, one or many, and tables, with the columns in any order', () => {
    expect(classifier.probabilities(RECORDS)).to.deep.equal(expected);
    const turned = RECORDS.map((own) => Object.fromEntries(Object.entries(own).reverse()));
    expect(classifier.probabilities(turned)).to.deep.equal(expected);
    for (const names of [NAMES, [...NAMES].reverse()]) {
      expect(classifier.probabilities(tableOf(RECORDS, names))).to.deep.equal(expected);
    }
    const labels = classifier.predict(set);
    expect(classifier.predict(RECORDS)).to.deep.equal(labels);
    RECORDS.forEach((record, i) => {
      expect(classifier.predict(record)).to.equal(labels[i]);
      [...classifier.probabilities(record)].forEach((p, k) => expect(p).to.be.closeTo(expected[i][k], 1e-6)); // prettier-ignore
    });
    expect(classifier.topK(RECORDS, 2)).to.deep.equal(classifier.topK(set, 2));
    const K = classifier.classes.length;
    const into = new Float64Array(K);
    expect(classifier.scores(RECORDS[0], into)).to.equal(into);
    const all = new Float64Array(K * RECORDS.length);
    expect(classifier.scores(RECORDS, all)).to.equal(all);
  });

  it('takes a new category for a rare one, and what is missing as it has learnt to', () => {
    const odd = { ...RECORDS[1], colour: 'never seen', height: undefined, joined: '' };
    const same = { ...RECORDS[1], colour: 'mauve', height: 1.75, joined: null };
    expect(classifier.probabilities(odd)).to.deep.equal(classifier.probabilities(same));
    expect(classifier.probabilities({ ...odd, other: 'columns' })).to.deep.equal(
      classifier.probabilities(odd),
    );
    expect(classifier.probabilities(odd)).to.not.deep.equal(classifier.probabilities(RECORDS[1]));
  });

  it('evaluates a table with labels as a data set, and calibrates on it', async () => {
    const table = tableOf(RECORDS, [...NAMES].reverse());
    const evaluation = await classifier.evaluate(table);
    expect(evaluation).to.deep.equal(await classifier.evaluate(set));
    const some = RECORDS.map((own, i) => (i === 2 ? { ...own, plan: '' } : own));
    const { predictions } = await classifier.evaluate(tableOf(some, NAMES));
    expect(predictions).to.deep.equal(evaluation.predictions.filter((_, i) => i !== 2));
    const [one, other] = [await trainOnRecords({ backend }), await trainOnRecords({ backend })];
    expect(await one.calibrate(table)).to.deep.equal(await other.calibrate(set));
    expect(one.temperature).to.be.above(0).and.not.equal(1);
    expect(one.predict(RECORDS[0])).to.equal(classifier.predict(RECORDS[0]));
  });

  it('names row, column and value of what it can not take', async () => {
    const thrown = (work: () => unknown): string => {
      try {
        return `nothing, but ${String(work())}`;
      } catch (error) {
        return (error as Error).message;
      }
    };
    const [record] = RECORDS;
    expect(thrown(() => classifier.predict({ ...record, age: 'old' }))).to.equal(
      'row: column "age": expected a number, got "old"',
    );
    expect(thrown(() => classifier.predict([record, { ...record, member: 'perhaps' }]))).to.match(
      /^rows\[1\]: column "member": expected "false" or "true", got "perhaps"$/,
    );
    expect(thrown(() => classifier.predict({ colr: 'red' }))).to.match(/^row: expected values of columns such as age/);
    const failure = (names: readonly string[], records: typeof RECORDS = RECORDS) =>
      classifier.evaluate(tableOf(records, names, 'people.csv')).then(() => 'none', String);
    expect(await failure(NAMES.filter((own) => own !== 'plan'))).to.match(/people\.csv: expected a .*"plan", got /);
    expect(await failure(NAMES.filter((own) => own !== 'age'))).to.match(/people\.csv: expected a column "age", got /);
    const stray = RECORDS.map((own, i) => (i === 7 ? { ...own, plan: 'gold' } : own));
    expect(await failure(NAMES, stray)).to.match(
      /people\.csv: row 8, column "plan": expected one of the classes "basic", "family", "pro", got "gold"$/,
    );
  }); // prettier-ignore

  it('explains a score as a sum over the columns, the largest first', () => {
    for (const record of RECORDS.slice(0, 12)) {
      const row = encodeRecord(PREPARATION, record);
      const scores = classifier.scores(record);
      for (const label of [undefined, ...classifier.classes]) {
        const { index, score, bias, contributions, probability, label: own } = classifier.explain(record, label);
        expect(own).to.equal(label ?? classifier.predict(record));
        expect(contributions.reduce((sum, { contribution }) => sum + contribution, bias)).to.equal(score);
        expect(score).to.be.closeTo(scores[index], 1e-5);
        expect(probability).to.be.closeTo(classifier.probabilities(record)[index], 1e-6);
        expect(contributions.map(({ column }) => column)).to.have.members(['age', 'height', 'member', 'colour', 'joined']);
        const sizes = contributions.map(({ contribution }) => Math.abs(contribution));
        expect(sizes).to.deep.equal([...sizes].sort((a, b) => b - a));
        const ofRow = classifier.explain(row, own);
        expect(ofRow.contributions.map((each) => each.contribution)).to.deep.equal(contributions.map((each) => each.contribution));
        const values = Object.fromEntries(contributions.map(({ column, value }) => [column, value]));
        expect(values).to.include({ age: record.age, colour: record.colour });
      }
    }
    const { weights, standardisation } = classifier;
    const [, j] = [null, classifier.featureNames!.indexOf('height')];
    const slope = weights[j] / standardisation.deviation[j];
    const height = classifier.explain(RECORDS[0], classifier.classes[0]).contributions.find(({ column }) => column === 'height');
    expect(height?.contribution).to.be.closeTo(slope * (RECORDS[0].height - standardisation.mean[j]), 1e-6);
    expect(() => classifier.explain(RECORDS[0], 'gold')).to.throw(RangeError, /^label: expected one of "basic", "family", "pro", got "gold"$/);
  }); // prettier-ignore
});

describe('a classifier of numbers', () => {
  const rows = [[2, 1], [-1, 3], [1.5, 2], [-2, 0]]; // prettier-ignore
  const labels = ['rose', 'tulip', 'rose', 'tulip'];
  const trained = async (featureNames?: string[]): Promise<LinearClassifier> => {
    const classifier = new LinearClassifier({ backend: 'js', epochs: 5, batchSize: 2 });
    return classifier.fit(dataSet({ X: rows, labels, featureNames }));
  };

  it('takes records and tables by the names of the features', async () => {
    const classifier = await trained(['x', 'y']);
    const records = rows.map(([x, y]) => ({ y, note: 'a', x }));
    expect(classifier.scores(records)).to.deep.equal(classifier.scores(rows));
    expect(classifier.scores(records[1])).to.deep.equal(classifier.scores(rows[1]));
    expect(classifier.scores([records[0], rows[1]])).to.deep.equal(classifier.scores(rows.slice(0, 2)));
    expect(classifier.scores(tableOf(records, ['y', 'x']))).to.deep.equal(classifier.scores(rows));
    expect(() => classifier.predict({ x: 1 })).to.throw(TypeError, /^row: column "y": expected a value, got none$/);
    const failure = await classifier.evaluate(tableOf(records, ['x', 'y'])).then(() => 'none', String);
    expect(failure).to.match(/^TypeError: set: expected a data set, since the classifier was not trained on columns/);
    const { contributions } = classifier.explain(rows[0]);
    expect(contributions.map(({ column }) => column)).to.have.members(['x', 'y']);
    expect(contributions.map(({ value }) => value)).to.have.members([2, 1]);
  }); // prettier-ignore

  it('without names takes no records, and says so', async () => {
    const classifier = await trained();
    const sample: Sample = { x: 1, y: 2 };
    expect(() => classifier.predict(sample)).to.throw(TypeError, /^row: expected features by their numbers, since the classifier's have no names, got an object/); // prettier-ignore
    expect(classifier.explain([2, 1]).contributions.map(({ column }) => column)).to.have.members([0, 1]); // prettier-ignore
  });

  it('of bytes explains its scores too', async () => {
    const X = Uint8Array.from({ length: 40 * 12 }, (_, i) => (i * 37) % 256);
    const labels = Array.from({ length: 40 }, (_, i) => i % 3);
    const classifier = new LinearClassifier({ backend: 'js', epochs: 5, batchSize: 8, eta: 0.1 });
    const fitted = await classifier.fit(dataSet({ X, labels }));
    for (const row of [X.subarray(0, 12), X.subarray(60, 72)]) {
      const scores = fitted.scores(row);
      for (const label of [0, 1, 2]) {
        const { score, bias, contributions } = fitted.explain(row, label);
        expect(score).to.be.closeTo(scores[label], 1e-5);
        expect(contributions.reduce((sum, own) => sum + own.contribution, bias)).to.equal(score);
      }
    }
  });
});
