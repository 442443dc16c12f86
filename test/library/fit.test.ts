import { expect } from 'chai';
import path from 'node:path';
import { dataSet, loadCsv, split, type DataSet } from '../../src/data';
import { listenToWarnings } from '../../src/errors';
import { fit, type FitResult } from '../../src/library';
import { partsOf } from '../../src/library/fit/parts';
import { wilsonInterval } from '../../src/model';
import { fittingTemperature } from '../../src/model';
import { defaultRng } from '../../src/random';
import type { Trial } from '../../src/search';
import { finish } from '../../src/tasks';
import { failureOf } from '../support/rejection';

const COMPUTE = { backend: 'js', threads: 1 } as const;
const LAMBDAS = [1, 0.1, 0.01, 0.001];
const IRIS = path.join(__dirname, '../fixtures/tables/iris.csv');

/** Blobs of two features, with few samples of some classes. */
function blobs(counts: readonly number[], seed = 3): DataSet {
  const random = defaultRng(seed);
  const labels = counts.flatMap((count, k) => new Array<string>(count).fill(`class ${k}`));
  const X = labels.map((label) => {
    const k = Number(label.at(-1));
    return [random.random() + k / 2, random.random() - k / 3];
  });
  return dataSet({ X, labels, name: 'blobs' });
}

describe('fit', () => {
  beforeEach(() => listenToWarnings(() => undefined));
  afterEach(() => listenToWarnings(null));

  it('goes on to smaller λ as long as they improve the validation, and no further', async () => {
    // Overlapping classes have their best among large λ; a line between classes wants a small one.
    const overlapping = await fit(blobs([120, 120]), COMPUTE);
    const random = defaultRng(1);
    const X = Array.from({ length: 200 }, () => [random.random(), random.random()]);
    const labels = X.map(([x, y]) => (x + y > 1 ? 'above' : 'below'));
    const separable = await fit(dataSet({ X, labels }), COMPUTE);
    const { trials } = overlapping.results;
    expect(trials.length).to.be.below(20);
    expect(separable.lambda).to.be.below(1e-5);
    expect(separable.test!.accuracy).to.be.above(0.94);
    for (const { certificate, results } of [overlapping, separable]) {
      expect(certificate!.relativeGap).to.be.at.most(1e-6);
      expect(results.atEdge).to.deep.equal([]);
    }
  });

  describe('of a data set', () => {
    let iris: DataSet;
    let result: FitResult;
    before(async () => {
      listenToWarnings(() => undefined);
      iris = await loadCsv(IRIS);
      result = await fit(iris, { ...COMPUTE, lambdas: LAMBDAS });
    });

    it('tests on a stratified fifth, with the interval and the majority class beside it', () => {
      const { test, understood } = result;
      expect(understood).to.deep.include({ rows: 150, training: 120, test: 30 });
      expect(understood.validation).to.deep.equal({ rows: 120, folds: 5 });
      expect(test!.classes.map(({ label, samples }) => [label, samples])).to.deep.equal([
        ['setosa', 10],
        ['versicolor', 10],
        ['virginica', 10],
      ]);
      expect(test!.accuracy).to.be.above(0.9);
      expect(test!.majority).to.deep.equal({ label: 'setosa', accuracy: 1 / 3 });
      expect(test!.interval).to.deep.equal(wilsonInterval(Math.round(30 * test!.accuracy), 30));
      const [setosa] = test!.classes;
      expect(setosa).to.include({ precision: 1, recall: 1, f1: 1 });
      expect(setosa.recallInterval).to.deep.equal(wilsonInterval(10, 10));
    });

    it('fits the chosen λ to all rows but those of the test, to a certified optimum', () => {
      const { certificate, classifier, isCut, isRefitted, lambda, results, samples } = result;
      expect({ isCut, isRefitted, samples }).to.deep.equal({
        ...{ isCut: false, isRefitted: true, samples: 120 },
      });
      expect(certificate!.isReached).to.equal(true);
      expect(results.trials.map(({ settings }) => settings.lambda)).to.deep.equal(LAMBDAS);
      expect(results.trials[results.chosen!].settings.lambda).to.equal(lambda);
      expect(classifier.classes).to.deep.equal(iris.classes);
      expect(classifier.predict([5.1, 3.5, 1.4, 0.2])).to.equal('setosa');
    });

    it('calibrates by scores of rows that the models had not seen', async () => {
      // The same by hand: the folds of the rows that aren't tested on, each scored by the others' model.
      const { seed } = { seed: 42 };
      const parts = partsOf(iris, { seed });
      const S: number[] = [];
      const labels: number[] = [];
      for (const fold of parts.folds!) {
        const held = new Set(fold);
        const of = (isHeld: boolean): number[] =>
          [...parts.training].filter((_, place) => held.has(place) === isHeld);
        const sets = { training: partly(iris, of(false)), validation: partly(iris, of(true)) };
        const { classifier } = await fit(sets, { ...COMPUTE, test: 0, lambdas: [result.lambda] });
        for (const scores of classifier.scores(sets.validation)) S.push(...scores);
        labels.push(...sets.validation.labels);
      }
      // One more that is wrong: each sample counts a little with its best other class.
      const n = labels.length;
      const rows = labels.map((_, i) => S.slice(3 * i, 3 * i + 3));
      const others = rows.map((row, i) =>
        row.indexOf(Math.max(...row.filter((__, k) => k !== labels[i]))),
      );
      const weights = Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? n + 1 : 1));
      const scores = {
        ...{ S: Float64Array.from([...S, ...S]), labels: [...labels, ...others] },
        ...{ weights, classes: 3 },
      };
      const temperature = finish(fittingTemperature('cross-entropy', scores));
      expect(result.calibration).to.deep.include({ samples: 120, reason: null });
      expect(result.calibration.temperature).to.be.closeTo(temperature, 0.01 * temperature);
      expect(result.classifier.temperature).to.equal(result.calibration.temperature);
    });

    it('gives the same again, and another split with another seed', async () => {
      const again = await fit(iris, { ...COMPUTE, lambdas: LAMBDAS });
      expect(again.classifier.scores([6, 3, 4, 1])).to.deep.equal(
        result.classifier.scores([6, 3, 4, 1]),
      );
      const [one, other] = [42, 7].map((seed) => partsOf(iris, { seed }).test!);
      expect(one).to.have.length(30);
      expect(other).not.to.deep.equal(one);
    });
  });

  it('takes sets that are given, and fits the training rows alone then', async () => {
    const { training, validation, test } = split(
      blobs([40, 40, 40]),
      { validation: 0.2, test: 0.2 },
      { stratified: true },
    );
    const lines: string[] = [];
    const result = await fit(
      { training, validation, test },
      {
        ...{ ...COMPUTE, lambdas: LAMBDAS },
        onUnderstood: (understood) => lines.push(...understood.lines),
      },
    );
    expect(result).to.include({ isRefitted: false, samples: 72 });
    expect(result.understood).to.deep.include({ test: 24, validation: { rows: 24, folds: null } });
    const evaluation = await result.classifier.evaluate(test);
    expect(result.test!.accuracy).to.equal(evaluation.accuracy);
    expect(lines.join('\n')).to.match(/tested on 24 rows of their own; .* 24 rows of their own/);
  });

  it('holds rows out to validate on, and fits them too in the end', async () => {
    const result = await fit(blobs([60, 40]), {
      ...{ ...COMPUTE, lambdas: LAMBDAS, validation: 0.25, test: 20, rule: 'one-standard-error' },
    });
    expect(result.understood).to.deep.include({
      ...{ training: 80, test: 20, validation: { rows: 20, folds: null } },
    });
    expect(result).to.include({ isRefitted: true, samples: 80 });
    expect(result.calibration.samples).to.equal(20);
  });

  it('learns from few samples of a class, and of data that are separable', async () => {
    const few = await fit(blobs([30, 4, 1]), { ...COMPUTE, lambdas: LAMBDAS });
    expect(few.classifier.classes).to.have.length(3);
    expect(few.test!.samples).to.equal(7);
    const X = Array.from({ length: 20 }, (_, i) => [i % 2 ? 10 + i / 9 : -10 - i / 7]);
    const labels = X.map(([x]) => x > 0);
    const clear = await fit(dataSet({ X, labels }), { ...COMPUTE, lambdas: LAMBDAS });
    expect(clear.classifier.predict([12])).to.equal(true);
    // All are predicted rightly: sure of it, but not more than 16 samples allow.
    expect(clear.calibration).to.deep.include({ samples: 16, reason: null });
    const [, probability] = clear.classifier.probabilities([12]);
    expect(probability).to.be.within(0.9, 0.9999);
  });

  it('takes the best so far when the time is over, and says so', async () => {
    const course = fit(blobs([300, 300, 300]), {
      ...{ ...COMPUTE, lambdas: { log: [1e-7, 10], count: 400 }, seconds: 0.5, validation: 0.25 },
    });
    const trials: Trial[] = [];
    for await (const trial of course) trials.push(trial);
    const result = await course;
    expect(result.results.trials).to.deep.equal(trials);
    expect(result.isCut).to.equal(true);
    expect(result.results.trials.length).to.be.within(1, 399);
    expect(result.seconds.all).to.be.below(1.5);
    expect(result.test!.accuracy).to.be.above(0.5);
  });

  it('takes the best so far when it is told that this is enough', async () => {
    for (const folds of [undefined, 4]) {
      const enough = new AbortController();
      const trials: Trial[] = [];
      const how = folds === undefined ? { validation: 0.25 } : { folds };
      const lambdas = { log: [1e-7, 10], count: 40 } as const;
      const course = fit(blobs([60, 60, 60]), {
        ...{ ...COMPUTE, ...how, lambdas, enough: enough.signal },
        onProgress: ({ done }) => {
          if (done >= 3) enough.abort();
        },
      });
      for await (const trial of course) trials.push(trial);
      const result = await course;
      expect(result.isCut).to.equal(true);
      // Of the folds, the first alone has come to these λ.
      expect(result.results.validation.folds).to.equal(null);
      expect(result.results.trials.length).to.be.within(3, 4);
      expect(result.isRefitted).to.equal(true);
      expect(result.certificate?.isReached).to.equal(true);
    }
  });

  describe('of a table', () => {
    const random = defaultRng(5);
    const records = Array.from({ length: 80 }, (_, i) => {
      const kind = i % 2 === 0 ? 'a' : 'b';
      return {
        id: i + 1,
        size: i % 9 === 0 ? null : random.random() + (kind === 'a' ? 0 : 0.6),
        colour: random.random() < 0.8 ? (kind === 'a' ? 'red' : 'blue') : 'green',
        constant: 7,
        kind: i === 41 ? undefined : kind,
      };
    });
    const options = { ...COMPUTE, label: 'kind', lambdas: LAMBDAS };
    let result: FitResult;
    before(async () => {
      listenToWarnings(() => undefined);
      result = await fit(records, options);
    });

    it('says what it understood, and which columns and rows it left out', () => {
      const { classes, columns, lines, omitted, rows, unlabelled } = result.understood;
      expect({ rows, unlabelled }).to.deep.equal({ rows: 79, unlabelled: 1 });
      expect(classes).to.deep.equal([
        { label: 'a', rows: 40 },
        { label: 'b', rows: 39 },
      ]);
      expect(columns!.map(({ kind, name }) => [name, kind])).to.deep.equal([
        ['size', 'number'],
        ['colour', 'category'],
      ]);
      expect(omitted).to.deep.equal([
        { name: 'id', why: 'identifier' },
        { name: 'constant', why: 'constant' },
      ]);
      expect(lines[0]).to.match(
        /^data: 79 rows, 1 more without a label left out; 2 classes of kind: a 40, b 39$/,
      );
      expect(lines.join('\n')).to.match(/^missing values in size \(\d+\)$/m);
      expect(lines.join('\n')).to.match(/^left out: id \(numbers or names the rows\); constant /m);
    });

    it('has learnt of the training rows alone what the classifier keeps', () => {
      const { preparation, featureNames } = result.classifier.model;
      expect(preparation!.columns).to.deep.equal(result.understood.columns);
      expect(featureNames).to.include.members(['size', 'size missing', 'colour = red']);
      // The median of the rows that aren't tested on, not that of all.
      const rows = records.filter(({ kind }) => kind !== undefined);
      const labels = rows.map(({ kind }) => (kind === 'a' ? 0 : 1));
      const set = {
        name: 'rows',
        samples: 79,
        classes: ['a', 'b'],
        labels: Uint8Array.from(labels),
      };
      const { training } = partsOf(set, { seed: 42 });
      const sizes = [...training].flatMap((i) => rows[i].size ?? []).sort((a, b) => a - b);
      const middle = (sizes[(sizes.length - 1) >> 1] + sizes[sizes.length >> 1]) / 2;
      expect(preparation!.columns[0]).to.deep.include({ kind: 'number', median: middle });
      expect(result.test!.accuracy).to.be.above(0.7);
    });

    it('takes test rows of their own, whatever the order of their columns', async () => {
      const test = records
        .slice(0, 20)
        .map(({ kind, colour, size }) => ({ kind, unknown: 1, colour, size }));
      const { test: own, understood } = await fit({ training: records, test }, options);
      expect(own!.samples).to.equal(20);
      expect(understood).to.include({ training: 79, test: 20 });
    });

    for (const [message, data, wrong] of [
      [
        "label: expected the name of the labels' property, got undefined",
        records,
        { label: undefined },
      ],
      [
        'data: expected labels of at least 2 classes in column "kind", got "a" alone',
        records.filter(({ kind }) => kind === 'a'),
        {},
      ],
      ['data: expected a column of labels "kin", got', records, { label: 'kin' }],
      ['data: expected a column of features, got none', records, { only: ['constant'] }],
      ['data: data[0], column "size": expected a value, got none', records, { missing: 'error' }],
      [
        'test: test[0], column "kind": expected one of the classes "a", "b", got "c"',
        { training: records, test: [{ kind: 'c', size: 1, colour: 'red' }] },
        {},
      ],
      [
        'test: expected a column "colour", got "kind"',
        { training: records, test: [{ kind: 'a', size: 1 }] },
        {},
      ],
    ] as const) {
      it(`says in a sentence: ${message}`, async () => {
        const course = async () => fit(data as typeof records, { ...options, ...wrong });
        const error = await failureOf(course());
        expect(error?.message.slice(0, message.length)).to.equal(message);
      });
    }
  });

  it('stops soon after the signal aborts, with its reason', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const course = fit(blobs([50, 50]), {
      ...{ ...COMPUTE, signal: controller.signal },
      onProgress: () => controller.abort(reason),
    });
    expect(await failureOf(Promise.resolve(course))).to.equal(reason);
  });

  for (const [options, message] of [
    [{ folds: 5, validation: 0.2 }, 'validation: expected none with folds, got 0.2'],
    [
      { test: 1.5 },
      'test: expected a fraction below 1, a number of rows, or labelled data, got 1.5',
    ],
    [{ test: 40 }, 'test: expected an integer from 0 to 19, got 40'],
    [{ validation: 0 }, 'validation: expected a number above 0, got 0'],
    [
      { label: 'y' },
      'label: expected none, since blobs has no columns, but samples with their labels, got "y"',
    ],
    [{ lambdas: [0] }, 'lambdas[0]: expected a finite number above 0, got 0'],
    [{ enough: true as never }, 'enough: expected a AbortSignal, got true'],
    [{ seconds: 0 }, 'seconds: expected a finite number above 0, got 0'],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, async () => {
      const course = async () => fit(blobs([10, 10]), options);
      expect((await failureOf(course()))?.message).to.equal(message);
    });
  }

  it('refuses what it does not know at once, and data that are too few or none', async () => {
    expect(() => fit(blobs([10, 10]), { lambda: 1 } as object)).to.throw(TypeError, 'lambda');
    const few = await failureOf(Promise.resolve(fit(blobs([2, 1]))));
    expect(few?.message).to.match(
      /^blobs: expected at least 4 labelled rows to learn from, got 3$/,
    );
    const none = await failureOf(Promise.resolve(fit(5 as unknown as DataSet)));
    expect(none?.message).to.match(
      /^data: expected a file, an array of objects, a table, or a data/,
    );
  });
});

function partly(set: DataSet, numbers: readonly number[]): DataSet {
  const { classes, featureNames } = set;
  return dataSet({
    X: numbers.map((i) =>
      Array.from((set.X as Float64Array).subarray(i * set.features, (i + 1) * set.features)),
    ),
    ...{ labels: numbers.map((i) => classes[set.labels[i]]), classes, featureNames },
  });
}
