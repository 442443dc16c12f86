import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import {
  assertDataSet,
  Standardiser,
  StandardisedSet,
  type DataSet,
  type Labels,
} from '../../src/data';
import { finish } from '../../src/tasks';
import { Parameters } from '../../src/model';
import { LinearModel } from '../support/linear-model';
import { defaultRng } from '../../src/random';
import { DEFAULT_SETTINGS, preparingJob, type TrainingSettings } from '../../src/training';
import { trainRun } from '../support/trained';
import { syntheticSet } from '../support/synthetic';

const backend = selectBackend({ backend: 'js' });
const data = {
  training: syntheticSet({ samples: 250, seed: 1 }),
  validation: syntheticSet({ samples: 100, seed: 2 }),
  test: syntheticSet({ samples: 100, seed: 3 }),
};
const settings: TrainingSettings = {
  ...DEFAULT_SETTINGS,
  eta: 0.05,
  epochs: 5,
  batchSize: 32,
  dtype: 'float64',
};

function prepare(sets: typeof data, given: TrainingSettings) {
  return finish(preparingJob(backend, sets, [given]));
}

function weightsAfter(changes: Partial<TrainingSettings>): Promise<number[]> {
  return trainRun(backend, data, { ...settings, ...changes }).then(({ parameters }) => [
    ...parameters.values,
  ]);
}

describe('train', () => {
  it('learns classes that can be told apart', async () => {
    const { record } = await trainRun(backend, data, { ...settings, epochs: 20 });
    const losses = record.history.map(({ train: { loss } }) => loss);
    expect(losses).to.deep.equal([...losses].sort((a, b) => b - a));
    expect(record.test?.accuracy).to.be.greaterThan(0.8);
  });

  it('records every epoch, with its settings and times', async () => {
    const { record } = await trainRun(backend, data, { ...settings, lambda: 0.1 });
    expect(record).to.include({ ...settings, lambda: 0.1 });
    expect(record.history.map(({ epoch }) => epoch)).to.deep.equal([1, 2, 3, 4, 5]);
    for (const { train: t, validation, seconds } of record.history) {
      expect(t.cost).to.be.greaterThan(t.loss);
      expect(validation.cost - validation.loss).to.be.closeTo(t.cost - t.loss, 1e-12);
      expect(seconds.training + seconds.evaluation).to.be.lessThan(record.seconds);
    }
  });

  it('records how large W and the last step of each epoch were, and what the model predicts', async () => {
    const { record } = await trainRun(backend, data, { ...settings, epochs: 1, batchSize: 250 });
    const { values: flat, weights } = Parameters.draw(3, 7, 'float64', defaultRng(settings.seed));
    const before = weights.slice();
    const classifier = new LinearModel(new Parameters(3, 7, 'float64'), backend);
    classifier.parameters.assign(flat);
    const set = new StandardisedSet(data.training, Standardiser.fit(data.training));
    const gradient = new Parameters(3, 7, 'float64');
    classifier.costGradient(gradient, set, set.inOrder, 0);
    const after = before.map((w, i) => w - settings.eta * gradient.weights[i]);
    const [{ updateRatio, weightNorm, outputs }] = record.history;
    const expected = (settings.eta * Math.hypot(...gradient.weights)) / Math.hypot(...after);
    expect(updateRatio).to.be.closeTo(expected, 1e-12);
    expect(weightNorm).to.be.closeTo(Math.hypot(...after), 1e-12);
    expect(outputs.predicted.reduce((sum, count) => sum + count)).to.equal(250);
  });

  it('gives the same bits for the same seed, and others for another', async () => {
    expect(await weightsAfter({})).to.deep.equal(await weightsAfter({}));
    expect(await weightsAfter({})).to.not.deep.equal(await weightsAfter({ seed: 43 }));
  });

  it('takes a new permutation in each epoch, drawn after W, and steps through its slices', async () => {
    const { lambda, eta, epochs, batchSize, dtype } = settings;
    const generator = defaultRng(settings.seed);
    const parameters = Parameters.draw(3, 7, dtype, generator);
    const classifier = new LinearModel(parameters, backend);
    const gradient = new Parameters(3, 7, dtype);
    const set = new StandardisedSet(data.training, Standardiser.fit(data.training));
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = generator.permutation(250);
      for (let first = 0; first < 250; first += batchSize) {
        classifier.costGradient(gradient, set, order.slice(first, first + batchSize), lambda);
        parameters.values.forEach(
          (value, i) => (parameters.values[i] = value - eta * gradient.values[i]),
        );
      }
    }
    expect(await weightsAfter({})).to.deep.equal([...parameters.values]);
  });

  it("standardises validation and test data by the training set's vectors", async () => {
    const { record, parameters } = await trainRun(backend, data, settings);
    const standardiser = Standardiser.fit(data.training);
    const evaluate = (name: 'validation' | 'test') => {
      const set = new StandardisedSet(data[name], standardiser);
      return new LinearModel(parameters, backend).evaluate(set, set.inOrder, 0);
    };
    expect(record.history.at(-1)?.validation).to.deep.equal(evaluate('validation'));
    expect(record.test).to.deep.equal(evaluate('test'));
  });

  it('takes the samples in their own order when they are not shuffled', async () => {
    const inOrder = await weightsAfter({ shuffle: false, batchSize: 250 });
    const shuffled = await weightsAfter({ shuffle: true, batchSize: 250 });
    inOrder.forEach((value, i) => expect(value).to.be.closeTo(shuffled[i], 1e-12));
    expect(await weightsAfter({ shuffle: false })).to.not.deep.equal(await weightsAfter({}));
  });

  it('does not touch its data', async () => {
    const before = JSON.stringify([...data.training.X, ...data.training.labels]);
    await trainRun(backend, data, settings);
    expect(JSON.stringify([...data.training.X, ...data.training.labels])).to.equal(before);
  });

  const wrong: [keyof TrainingSettings, unknown, string][] = [
    ['lambda', -1, 'a finite number of at least 0, got -1'],
    ['lambda', NaN, 'a finite number of at least 0, got NaN'],
    ['eta', 0, 'a finite number above 0, got 0'],
    ['eta', '0.1', 'a finite number above 0, got "0.1"'],
    ['epochs', 1.5, 'a positive integer, got 1.5'],
    ['epochs', 0, 'a positive integer, got 0'],
    ['batchSize', 251, 'an integer from 1 to 250, got 251'],
    ['seed', -1, 'a non-negative integer, got -1'],
    ['seed', 2 ** 53, 'a non-negative integer, got 9007199254740992'],
    ['shuffle', 'no', 'true or false, got "no"'],
    ['dtype', 'float16', 'float32 or float64, got "float16"'],
  ];
  for (const [name, value, message] of wrong) {
    it(`refuses ${name} = ${String(value)}`, () => {
      const given = { ...settings, [name]: value };
      expect(() => prepare(data, given)).to.throw(`${name}: expected ${message}`);
    });
  }
});

const classNames = (count: number): string[] => Array.from({ length: count }, (_, k) => `${k}`);

describe('data', () => {
  const { training, validation } = data;
  const wrong: [string, () => Partial<typeof data>, string][] = [
    [
      'too few pixels',
      () => ({ training: { ...training, samples: 251 } }),
      'training.X.length: expected 1757, got 1750',
    ],
    [
      'too few labels',
      () => ({ training: { ...training, labels: training.labels.subarray(1) } }),
      'training.labels.length: expected 250, got 249',
    ],
    [
      'no samples',
      () => ({ training: { ...training, samples: 0 } }),
      'training.samples: expected a positive integer, got 0',
    ],
    [
      'one class',
      () => ({ training: { ...training, classes: ['all'] } }),
      'training.classes.length: expected an integer from 2 to 256, got 1',
    ],
    [
      'other features',
      () => ({ validation: syntheticSet({ features: 8 }) }),
      'validation.features: expected 7, got 8',
    ],
    [
      'other classes',
      () => ({ validation: syntheticSet({ classes: 4 }) }),
      'validation.classes.length: expected 3, got 4',
    ],
    [
      'a label out of range',
      () => ({ validation: { ...validation, labels: validation.labels.with(5, 3) } }),
      'validation.labels[5]: expected an integer from 0 to 2, got 3',
    ],
    [
      'a label out of range, of two bytes',
      () => ({
        validation: { ...validation, labels: Uint16Array.from(validation.labels).with(5, 259) },
      }),
      'validation.labels[5]: expected an integer from 0 to 2, got 259',
    ],
    [
      'more classes than bytes can label',
      () => ({ training: { ...training, classes: classNames(257) } }),
      'training.classes.length: expected an integer from 2 to 256, got 257',
    ],
    [
      'more classes than two bytes can label',
      () => ({
        training: {
          ...training,
          classes: classNames(65_537),
          labels: Uint16Array.from(training.labels),
        },
      }),
      'training.classes.length: expected an integer from 2 to 65536, got 65537',
    ],
    [
      'labels that can be negative',
      () => ({ training: { ...training, labels: Int8Array.from(training.labels) as never } }),
      'training.labels: expected a Uint8Array or a Uint16Array, got an object of type Int8Array',
    ],
    [
      'features of another kind',
      () => ({ training: { ...training, X: Uint16Array.from(training.X) as never } }),
      'training.X: expected a Uint8Array or a Float32Array or a Float64Array or a RowsOnDisk of bytes or a RowsOnDisk of numbers, got an object of type Uint16Array',
    ],
  ];
  for (const [title, change, message] of wrong) {
    it(`is refused with ${title}`, () => {
      expect(() => prepare({ ...data, ...change() }, settings)).to.throw(message);
    });
  }

  it('may have as many classes as its labels can tell apart', () => {
    const named = (count: number, labels: Labels): DataSet => ({
      ...syntheticSet({ features: 1 }),
      classes: classNames(count),
      labels,
    });
    for (const [count, labels] of [
      [256, new Uint8Array(60).fill(255)],
      [65_536, new Uint16Array(60).fill(65_535)],
    ] as const) {
      const set = named(count, labels);
      expect(() => assertDataSet('set', set)).to.not.throw();
    }
  });
});

describe('options', () => {
  it('are refused where a key is unknown, which a misspelt one is', () => {
    const misspelt = { ...settings, learningRate: 0.1 };
    expect(() => prepare(data, misspelt)).to.throw(
      TypeError,
      /^settings: expected a known key, got "learningRate": the learning rate is eta$/,
    );
    const alone = { ...settings, metric: 'loss' };
    expect(() => prepare(data, alone)).to.throw(
      TypeError,
      /got "metric": metric and minimumDelta are given in earlyStopping$/,
    );
    const threads = { backend: 'js', thread: 2 } as const;
    expect(() => selectBackend(threads)).to.throw(
      TypeError,
      /^options: .*, got "thread": did you mean threads\?$/,
    );
  });
});

describe('train as a good citizen', () => {
  const large = {
    training: syntheticSet({ samples: 20000, features: 300, seed: 1 }),
    validation: data.validation,
    test: data.test,
  };
  const long = { ...settings, epochs: 1000 };
  large.validation = syntheticSet({ samples: 20000, features: 300, seed: 2 });

  it('lets timers run meanwhile', async () => {
    const controller = new AbortController();
    const beats: number[] = [];
    const timer = setInterval(() => beats.push(performance.now()), 5);
    setTimeout(() => controller.abort(), 600);
    await trainRun(backend, large, long, { signal: controller.signal });
    clearInterval(timer);
    const gaps = beats.slice(1).map((beat, i) => beat - beats[i]);
    expect(gaps.length).to.be.greaterThan(5);
    // Twice the bound that is aimed at, for a machine that is busy otherwise.
    expect(gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)]).to.be.lessThan(50);
  });

  it('stops soon after it is aborted, with the epochs that were finished', async () => {
    const controller = new AbortController();
    const epochs: number[] = [];
    const { record } = await trainRun(backend, data, long, {
      signal: controller.signal,
      onEpoch: ({ epoch }) => {
        epochs.push(epoch);
        if (epoch === 3) setTimeout(() => controller.abort(), 0);
      },
    });
    expect(record.test).to.equal(null);
    expect(record.epochs).to.equal(1000);
    expect(record.history.length).to.be.within(3, 999);
    expect(record.history.map(({ epoch }) => epoch)).to.deep.equal(epochs);
  });
});
