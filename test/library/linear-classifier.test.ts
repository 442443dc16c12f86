import { expect } from 'chai';
import fc from 'fast-check';
import type { Row } from '../../src/data';
import { INVALID_ARGUMENT } from '../../src/errors';
import { LinearClassifier, type ClassifierOptions, type Rows } from '../../src/library';
import { describeEachBackend } from '../support/backends';
import { failureOf } from '../support/rejection';
import { SMALL } from '../support/trainings';

const { training, validation, test } = SMALL.bytes;
const d = training.features;
const SETTINGS = { epochs: 4, batchSize: 10, eta: 0.05, lambda: 0.01 } as const;

/** A sample as it comes. */
const bytesOf = (i: number): Uint8Array => (test.X as Uint8Array).slice(i * d, (i + 1) * d);

const KINDS: [string, (row: Uint8Array) => Row][] = [
  ['a Uint8Array', (row) => row],
  ['an array', (row) => [...row]],
  ['a Float32Array', (row) => Float32Array.from(row)],
  ['a Float64Array', (row) => Float64Array.from(row)],
  ['an Int16Array', (row) => Int16Array.from(row)],
];

function thrownBy(run: () => unknown): Error & { code?: unknown } {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describeEachBackend('LinearClassifier', (backend) => {
  const fitted = (options: ClassifierOptions = {}): Promise<LinearClassifier> =>
    new LinearClassifier({ backend, ...SETTINGS, ...options }).fit(training, { validation });
  let classifier: LinearClassifier;
  before(async () => (classifier = await fitted()));

  it('tells its classes, features, loss, weights and history', () => {
    expect(classifier.classes).to.deep.equal(['class 0', 'class 1', 'class 2']);
    expect(classifier.features).to.equal(d);
    expect(classifier.loss).to.equal('cross-entropy');
    expect(classifier.weights).to.have.lengthOf(3 * d);
    expect(classifier.bias).to.have.lengthOf(3);
    expect(classifier.history.map(({ epoch }) => epoch)).to.deep.equal([1, 2, 3, 4]);
  });

  it('hands out copies of its weights', () => {
    const before = classifier.scores(bytesOf(0));
    classifier.weights.fill(0);
    classifier.bias.fill(1);
    expect(classifier.scores(bytesOf(0))).to.deep.equal(before);
  });

  it('has the score W (x − μ) / σ + b of each class', () => {
    const { weights, bias } = classifier;
    const columns = Array.from({ length: d }, (_, j) =>
      Array.from({ length: training.samples }, (_, i) => (training.X as Float64Array)[i * d + j]),
    );
    const mean = columns.map((x) => x.reduce((a, b) => a + b) / x.length);
    const deviation = columns.map((x, j) =>
      Math.sqrt(x.reduce((sum, value) => sum + (value - mean[j]) ** 2, 0) / x.length),
    );
    const row = bytesOf(3);
    const scores = classifier.scores(row);
    for (let k = 0; k < 3; k++) {
      let score = bias[k];
      for (let j = 0; j < d; j++) score += weights[k * d + j] * ((row[j] - mean[j]) / deviation[j]);
      expect(scores[k]).to.be.closeTo(score, 1e-12);
    }
  });

  for (const dtype of ['float32', 'float64'] as const) {
    it(`predicts one row as to many, in ${dtype}`, async () => {
      const own = await fitted({ dtype });
      const rows = Array.from({ length: test.samples }, (_, i) => bytesOf(i));
      const many = own.scores(rows);
      const tolerance = dtype === 'float32' ? 1e-5 : 1e-13;
      expect(many).to.have.lengthOf(test.samples);
      rows.forEach((row, i) => {
        const one = own.scores(row);
        one.forEach((score, k) => expect(many[i][k]).to.be.closeTo(score, tolerance));
      });
      expect(own.predict(rows)).to.deep.equal(rows.map((row) => own.predict(row)));
      own.scores(test).forEach((scores, i) => {
        scores.forEach((score, k) => expect(many[i][k]).to.be.closeTo(score, tolerance));
      });
      expect(own.topK(rows, 2).map((best) => best.map(({ label }) => label))).to.deep.equal(
        rows.map((row) => own.topK(row, 2).map(({ label }) => label)),
      );
      expect(own.probabilities(rows)[4][1]).to.be.closeTo(own.probabilities(rows[4])[1], 1e-5);
    });
  }

  for (const [kind, of] of KINDS) {
    it(`takes a row that is ${kind}, and many of them`, () => {
      const row = of(bytesOf(2));
      expect(classifier.scores(row)).to.deep.equal(classifier.scores(bytesOf(2)));
      // Bytes are standardised on the way, by other roundings than of numbers.
      const many = classifier.scores([bytesOf(2), bytesOf(3)]);
      classifier.scores([row, of(bytesOf(3))]).forEach((scores, i) => {
        scores.forEach((score, k) => expect(score).to.be.closeTo(many[i][k], 1e-5));
      });
    });
  }

  it('takes rows of different kinds together, any number of them, and none', () => {
    const mixed = KINDS.map(([, of], i) => of(bytesOf(i)));
    expect(classifier.predict(mixed)).to.deep.equal(mixed.map((row) => classifier.predict(row)));
    const many = Array.from({ length: 1111 }, (_, i) => bytesOf(i % test.samples));
    expect(classifier.predict(many)).to.deep.equal(many.map((row) => classifier.predict(row)));
    expect(classifier.predict([])).to.deep.equal([]);
    expect(classifier.topK([], 1)).to.deep.equal([]);
  });

  it('takes features beyond the range of float32', () => {
    const row = Float64Array.of(1e300, -1e300, 1e300, 5, 6, 7);
    const best = classifier.topK(row, 3);
    expect(best[0].probability).to.equal(1);
    expect(classifier.topK([bytesOf(0), row], 3)[1]).to.deep.equal(best);
    expect(classifier.scores([row])[0].every(Number.isFinite)).to.equal(true);
  });

  it('gives probabilities that add up to 1, in the order of the scores', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: d, maxLength: d }), (row) => {
        const P = classifier.probabilities(row);
        expect(P.reduce((a, b) => a + b)).to.be.closeTo(1, 1e-12);
        const scores = classifier.scores(row);
        const best = classifier.topK(row, 3);
        expect(best[0].label).to.equal(classifier.predict(row));
        for (const { index, label, probability } of best) {
          expect(label).to.equal(classifier.classes[index]);
          expect(probability).to.equal(P[index]);
        }
        const inOrder = best.map(({ index }) => scores[index]);
        expect(inOrder).to.deep.equal([...scores].sort((a, b) => b - a));
        expect(classifier.topK(row, 1)).to.deep.equal(best.slice(0, 1));
      }),
    );
  });

  it('gives the sigmoid of each score where the loss was binary cross-entropy', async () => {
    const own = await fitted({ loss: 'binary-cross-entropy' });
    const scores = own.scores(bytesOf(0));
    const P = own.probabilities(bytesOf(0));
    expect(own.loss).to.equal('binary-cross-entropy');
    scores.forEach((s, k) => expect(P[k]).to.be.closeTo(1 / (1 + Math.exp(-s)), 1e-14));
  });

  for (const loss of ['cross-entropy', 'binary-cross-entropy', 'hinge'] as const) {
    it(`evaluates as its training did: ${loss}`, async () => {
      const labelSmoothing = loss === 'hinge' ? 0 : 0.1;
      const weights = Float64Array.from({ length: validation.samples }, (_, i) => i % 3);
      const own = new LinearClassifier({ backend, ...SETTINGS, loss, labelSmoothing });
      const weighted = { ...validation, weights };
      await own.fit({ training, validation: weighted });
      const { predictions, ...figures } = await own.evaluate(weighted);
      expect(figures).to.deep.equal(own.history[3].validation);
      expect(predictions).to.have.lengthOf(validation.samples);
      const hits = predictions.filter(({ label, predicted }) => label === predicted).length;
      expect(figures.accuracy).to.equal(hits / validation.samples);
    });
  }

  it('learns numbers, and stays what it was where it is fitted to bad ones', async () => {
    const { numbers } = SMALL;
    const own = new LinearClassifier({ backend, ...SETTINGS });
    await own.fit(numbers.training);
    const { weights } = own;
    const X = (numbers.training.X as Float64Array).slice();
    X[9] = NaN;
    const error = await failureOf(own.fit({ ...numbers.training, X }));
    expect(error).to.include({ message: 'training.X[1][3]: expected a finite number, got NaN' });
    expect(own.weights).to.deep.equal(weights);
    await own.fit(numbers.validation);
    expect(own.weights).to.not.deep.equal(weights);
  });

  it('tells of each epoch, and stops where that throws', async () => {
    const epochs: number[] = [];
    const own = new LinearClassifier({ backend, ...SETTINGS });
    await own.fit(training, { onEpoch: ({ epoch }) => void epochs.push(epoch) });
    expect(epochs).to.deep.equal([1, 2, 3, 4]);
    const stop = new Error('enough');
    const fitting = own.fit(validation, {
      onEpoch: () => {
        throw stop;
      },
    });
    expect(await failureOf(fitting)).to.equal(stop);
    expect(own.history).to.have.lengthOf(4);
  });

  describe('refuses, and says what,', () => {
    const row = (changes: Record<number, unknown> = {}): number[] =>
      Object.assign([...bytesOf(0)], changes);

    const rows: [unknown, string][] = [
      [undefined, 'rows: expected an array of rows or a data set, got undefined'],
      [null, 'rows: expected an array of rows or a data set, got null'],
      ['abcdef', 'rows: expected an array of rows or a data set, got "abcdef"'],
      [
        {},
        "row: expected features by their numbers, since the classifier's have no names, got an object of type Object",
      ],
      [row().slice(1), 'row.length: expected 6, got 5'],
      [new Float32Array(7), 'row.length: expected 6, got 7'],
      [row({ 2: NaN }), 'row[2]: expected a finite number, got NaN'],
      [
        row({ 5: '3' }),
        'row[5]: expected a number, not a text (row.map(Number) converts), got "3"',
      ],
      [Float64Array.from(row({ 1: Infinity })), 'row[1]: expected a finite number, got Infinity'],
      [[row(), row().slice(2)], 'rows[1].length: expected 6, got 4'],
      [[row(), null], 'rows[1]: expected an array of 6 numbers, got null'],
      [[row(), 7], 'rows[1]: expected an array of 6 numbers, got 7'],
      [[row(), 'abcdef'], 'rows[1]: expected an array of 6 numbers, got "abcdef"'],
      [[row(), row({ 0: undefined })], 'rows[1][0]: expected a finite number, got undefined'],
      [[row(), row(), row({ 3: 1n })], 'rows[2][3]: expected a finite number, got 1n'],
      [{ ...test, features: 5 }, 'rows.features: expected 6, got 5'],
      [{ ...test, samples: 19 }, 'rows.X.length: expected 114, got 120'],
      [
        { ...SMALL.numbers.test, X: new Float64Array(120).fill(NaN, 8, 9) },
        'rows.X[1][2]: expected a finite number, got NaN',
      ],
    ];
    for (const [value, message] of rows) {
      it(message, () => {
        for (const method of ['predict', 'scores', 'probabilities'] as const) {
          const error = thrownBy(() => classifier[method](value as Rows));
          expect(error).to.include({ message, code: INVALID_ARGUMENT });
        }
        const error = thrownBy(() => classifier.topK(value as Rows, 1));
        expect(error).to.include({ message, code: INVALID_ARGUMENT });
      });
    }

    for (const k of [0, 1.5, NaN, '1', undefined]) {
      it(`topK of ${k}`, () => {
        const error = thrownBy(() => classifier.topK(bytesOf(0), k as number));
        expect(error.message).to.match(/^k: expected a positive integer, got/);
      });
    }

    it('everything before it is fitted', async () => {
      const own = new LinearClassifier({ backend });
      const message = 'classifier: expected one that is fitted, got one before fit()';
      const asked = [
        () => own.predict(bytesOf(0)),
        () => own.scores([]),
        () => own.probabilities(bytesOf(0)),
        () => own.topK(bytesOf(0), 1),
        () => own.classes,
        () => own.weights,
      ];
      for (const ask of asked) {
        expect(thrownBy(ask)).to.include({ message, code: INVALID_ARGUMENT });
      }
      expect(await failureOf((async () => own.evaluate(test))())).to.include({ message });
      expect(own.history).to.deep.equal([]);
    });

    it('unknown options, and those of a course where it is made', () => {
      const made = (options: object) => () => new LinearClassifier(options);
      expect(thrownBy(made({ learningRate: 1 })).message).to.match(
        /^options: .*"learningRate": the learning rate is eta$/,
      );
      expect(thrownBy(made({ signal: AbortSignal.abort() })).message).to.match(/, got "signal"$/);
      expect(thrownBy(made(null as never)).message).to.equal(
        'options: expected an object, got null',
      );
    });

    it('data sets to evaluate that are not like the training set', async () => {
      const { classes, labels } = test;
      const refused: [object, RegExp][] = [
        [
          { ...test, classes: ['class 0', 'x', 'class 2'] },
          /^set.classes\[1\]: .*"class 1", got "x"$/,
        ],
        [{ ...test, classes: [...classes, 'another'] }, /^set.classes.length: expected 3, got 4$/],
        [
          { ...test, features: 3, samples: 40, image: undefined, labels: new Uint8Array(40) },
          /^set.features: expected 6, got 3$/,
        ],
        [{ ...test, labels: labels.subarray(1) }, /^set.labels.length: expected 20, got 19$/],
        [
          { ...test, X: new Float32Array(120).fill(Infinity, 7) },
          /^set.X\[1\]\[1\]: .*got Infinity$/,
        ],
      ];
      for (const [set, message] of refused) {
        const error = await failureOf(classifier.evaluate(set as typeof test));
        expect(error?.message).to.match(message);
      }
    });

    it('to evaluate when it is aborted', async () => {
      const signal = AbortSignal.abort();
      expect(await failureOf(classifier.evaluate(test, signal))).to.equal(signal.reason);
    });
  });
});
