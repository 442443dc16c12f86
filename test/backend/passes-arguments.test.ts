import { expect } from 'chai';
import type { Addon } from '../../src/backend/load-addon';
import { describeWithAddon } from '../support/addon';
import { describeEachBackend } from '../support/backends';
import {
  notFiniteNumbers,
  notFloatArrays,
  notIntegersFrom,
  type Hostile,
} from '../support/hostile';

/** Arguments by their names, in their order. */
type Arguments = Record<string, unknown>;

const wrongKind = (label: string, value: unknown): Hostile => ({ label, value, error: TypeError });
const wrongValue = (label: string, value: unknown): Hostile => ({
  label,
  value,
  error: RangeError,
});
const short = (value: unknown): Hostile => wrongValue('an array that is too short', value);
const otherDtype = wrongKind('an array of another dtype', new Float64Array(64));

/** Refused wherever one kind of typed array is asked for; a function of what that one is not. */
const notArraysBut = (allowed: string): Hostile[] => [
  ...notFloatArrays.filter(({ label }) => !label.includes(allowed)),
  ...[new Int8Array(64), new Int32Array(64), new BigUint64Array(64)].map((value) =>
    wrongKind(`a ${value.constructor.name}`, value),
  ),
];

/** Four samples of three features and two classes, in a mini-batch of two. */
const samples = (): Arguments => ({
  classes: 2,
  features: 3,
  X: new Uint8Array(12),
  slope: new Float32Array(3),
  intercept: new Float32Array(3),
  y: new Uint8Array(4),
  numbers: Uint32Array.of(0, 1, 2, 3),
  first: 1,
  count: 2,
  product: 'direct',
  tileRows: 4,
});

const wrongSamples: Record<string, Hostile[]> = {
  classes: [...notIntegersFrom(1), wrongValue('more than 2^16', 65_537)],
  features: notIntegersFrom(1),
  X: [...notArraysBut('Uint8Array'), short(new Uint8Array(11))],
  slope: [
    otherDtype,
    short(new Float32Array(2)),
    wrongKind('none beside bytes', null),
    wrongKind('a number', 1),
  ],
  intercept: [
    otherDtype,
    short(new Float32Array(2)),
    wrongKind('none beside bytes', undefined),
    wrongKind('a string', 'x'),
  ],
  y: [...notArraysBut('Uint8Array'), wrongKind('a Float32Array', new Float32Array(4))],
  numbers: notArraysBut('none of them'),
  first: notIntegersFrom(0),
  count: [...notIntegersFrom(1), wrongValue('more than there are', 4)],
  product: [
    wrongKind('a number', 1),
    wrongKind('undefined', undefined),
    wrongValue('another word', 'cuda'),
    wrongValue('the same in capitals', 'DIRECT'),
  ],
  tileRows: notIntegersFrom(1),
};

/** What is minimised. */
const objective = (): Arguments => ({ loss: 'cross-entropy', labelSmoothing: 0 });

const notFractions: Hostile[] = [
  ...notFiniteNumbers,
  ...[1, 1.5, -0.1].map((value) => wrongValue(`${value}`, value)),
];

const wrongObjective: Record<string, Hostile[]> = {
  loss: [
    wrongKind('a number', 1),
    wrongKind('undefined', undefined),
    wrongValue('another word', 'softmax'),
  ],
  labelSmoothing: notFractions,
};

const gradients = (): Arguments => ({
  gradients: new Float32Array(8).fill(7),
  parameters: new Float32Array(8),
  lambdas: Float64Array.of(0.5),
  etas: null,
  velocities: null,
  momentum: 0,
  nesterov: false,
  ...objective(),
  weights: null,
  ...samples(),
});

const wrongGradients: Record<string, Hostile[]> = {
  gradients: [...notFloatArrays, short(new Float32Array(7))],
  parameters: [...notFloatArrays, short(new Float32Array(7)), otherDtype],
  lambdas: [
    ...notFloatArrays,
    wrongKind('a Float32Array', new Float32Array(1)),
    wrongValue('none', new Float64Array(0)),
    wrongValue('more than 1,024', new Float64Array(1025)),
    ...[NaN, Infinity].map((value) => wrongValue(`${value}`, Float64Array.of(value))),
  ],
  etas: [
    wrongKind('a number', 0.1),
    wrongKind('a Float32Array', new Float32Array(1)),
    wrongValue('fewer than models', new Float64Array(0)),
    ...[NaN, Infinity].map((value) => wrongValue(`${value}`, Float64Array.of(value))),
  ],
  momentum: notFractions,
  nesterov: [wrongKind('a number', 1), wrongKind('undefined', undefined)],
  ...wrongObjective,
  weights: [
    wrongKind('a number', 1),
    wrongKind('a Float32Array', new Float32Array(4)),
    short(new Float64Array(3)),
    ...[NaN, Infinity, -1].map((value) =>
      wrongValue(`one of ${value}`, Float64Array.of(1, value, 1, 1)),
    ),
  ],
  ...wrongSamples,
};

const answers = (): Arguments => ({
  losses: new Float64Array(2).fill(7),
  predicted: new Uint16Array(2).fill(7),
  probabilities: new Float64Array(2).fill(7),
  trueProbabilities: new Float64Array(2).fill(7),
  parameters: new Float32Array(8),
  models: 1,
  ...objective(),
  ...samples(),
});

const wrongAnswers: Record<string, Hostile[]> = {
  losses: [...notFloatArrays, short(new Float64Array(1))],
  predicted: [wrongKind('a Uint8Array', new Uint8Array(2)), short(new Uint16Array(1))],
  probabilities: [wrongKind('a Float32Array', new Float32Array(2)), short(new Float64Array(1))],
  trueProbabilities: [wrongKind('a Float32Array', new Float32Array(2)), short(new Float64Array(1))],
  parameters: [...notFloatArrays, short(new Float32Array(7))],
  models: [...notIntegersFrom(1), wrongValue('more than 1,024', 1025)],
  ...wrongObjective,
  ...wrongSamples,
};

const scores = (): Arguments => {
  const { classes, features, X, slope, intercept, product, tileRows } = samples();
  const output = { scores: new Float32Array(4).fill(7), parameters: new Float32Array(8) };
  return {
    ...output,
    ...{ classes, features, X, slope, intercept, first: 2, count: 2, product, tileRows },
  };
};

const wrongScores: Record<string, Hostile[]> = {
  scores: [...notFloatArrays, short(new Float32Array(3))],
  parameters: [...notFloatArrays, short(new Float32Array(7)), otherDtype],
  classes: wrongSamples.classes,
  features: wrongSamples.features,
  X: wrongSamples.X,
  slope: wrongSamples.slope,
  intercept: wrongSamples.intercept,
  first: notIntegersFrom(0),
  count: notIntegersFrom(1),
  product: wrongSamples.product,
  tileRows: wrongSamples.tileRows,
};

type Call = (args: Arguments) => void;

function errorOf(call: Call, args: Arguments): Error & { code?: string } {
  try {
    call(args);
  } catch (error) {
    return error as Error;
  }
  throw new Error('the call was accepted');
}

/** Every wrong value in the place of each argument, the others being right. */
function refuses(call: Call, sound: () => Arguments, wrong: Record<string, Hostile[]>): void {
  it('accepts the right arguments', () => call(sound()));

  for (const [name, values] of Object.entries(wrong)) {
    it(`refuses ${values.length} wrong values as ${name}, naming it, and writes nothing`, () => {
      for (const { label, value, error } of values) {
        const args = { ...sound(), [name]: value };
        const thrown = errorOf(call, args);
        expect(thrown, label).to.be.instanceOf(error);
        expect(thrown.message, label).to.match(
          new RegExp(`^${name}(\\.length|\\[\\d\\])?: expected .*, got .`),
        );
        expect(thrown.code, label).to.equal('INVALID_ARGUMENT');
        const outputs = Object.keys(args).filter((key) => key !== name && isOutput(key));
        for (const key of outputs) expect(args[key], label).to.deep.equal(sound()[key]);
      }
    });
  }

  it('names the first wrong argument, whatever comes after it', () => {
    const right = sound();
    const args: Arguments = Object.fromEntries(Object.keys(right).map((key) => [key, Symbol()]));
    for (const name of Object.keys(right)) {
      expect(errorOf(call, args).message).to.match(new RegExp(`^${name}: `));
      args[name] = right[name];
    }
    call(args);
  });
}

const isOutput = (name: string): boolean =>
  ['gradients', 'losses', 'predicted', 'probabilities', 'trueProbabilities', 'scores'].includes(
    name,
  );

const caller =
  (addon: Addon, name: 'modelGradients' | 'modelAnswers' | 'modelScores'): Call =>
  (args) =>
    (addon[name] as (...values: unknown[]) => void)(...Object.values(args));

describeWithAddon("the addon's modelGradients", (addon) => {
  const call = caller(addon, 'modelGradients');
  refuses(call, gradients, wrongGradients);

  it('wants each model at a multiple of 16 elements', () => {
    const two = (length: number): Arguments => ({
      ...gradients(),
      gradients: new Float32Array(24),
      parameters: new Float32Array(length),
      lambdas: new Float64Array(2),
      etas: new Float64Array(2),
    });
    expect(errorOf(call, two(23)).message).to.match(
      /^parameters: expected at least 24 elements, got 23/,
    );
    call(two(24));
  });

  for (const [title, changed, message] of [
    ['a number of no sample', { numbers: Uint32Array.of(0, 4) }, 'numbers[1]: expected a sample'],
    ['a label of no class', { y: Uint8Array.of(0, 9, 0, 0) }, 'y[1]: expected a class, below 2'],
    ['a label of two bytes', { y: Uint16Array.of(0, 256, 0, 0) }, 'y[1]: expected a class'],
    ['a mini-batch from beyond the numbers', { first: 9 }, 'count: expected at most'],
  ] as const) {
    it(`refuses ${title}`, () => {
      const args: Arguments = {
        ...gradients(),
        ...changed,
        ...('numbers' in changed ? { first: 0 } : {}),
      };
      expect(errorOf(call, args).message).to.include(message);
      expect(args.gradients).to.deep.equal(gradients().gradients);
    });
  }

  it('takes numbers beyond the mini-batch as a hint alone', () => {
    call({ ...gradients(), first: 0, numbers: Uint32Array.of(0, 1, 2 ** 32 - 1) });
  });

  for (const input of ['parameters', 'slope', 'intercept']) {
    it(`refuses an output that shares memory with ${input}`, () => {
      const shared = new Float32Array(8);
      const args = { ...gradients(), gradients: shared, [input]: shared };
      expect(errorOf(call, args).message).to.equal(
        `gradients: expected memory of its own, got memory shared with ${input}`,
      );
    });
  }

  describe('with velocities', () => {
    const stepping = (): Arguments => ({
      ...gradients(),
      etas: Float64Array.of(0.1),
      velocities: new Float32Array(8),
      momentum: 0.9,
    });

    it('are taken', () => call(stepping()));

    for (const [name, change, message] of [
      ['without a step', { etas: null }, /^etas: expected an array, since there are velocities/],
      ['of another dtype', { velocities: new Float64Array(8) }, /^velocities: expected /],
      ['that are too few', { velocities: new Float32Array(7) }, /^velocities: expected at least 8/],
      ['that are no array', { velocities: {} }, /^velocities: expected /],
    ] as const) {
      it(`are refused ${name}`, () => {
        expect(errorOf(call, { ...stepping(), ...change }).message).to.match(message);
      });
    }

    for (const other of ['gradients', 'parameters', 'slope']) {
      it(`are refused in one memory with ${other}`, () => {
        const shared = new Float32Array(8);
        const args = { ...stepping(), velocities: shared, [other]: shared };
        expect(errorOf(call, args).message).to.match(/: expected memory of its own, got memory/);
      });
    }
  });

  it('refuses smoothed labels for the hinge loss', () => {
    const args = { ...gradients(), loss: 'hinge', labelSmoothing: 0.1 };
    expect(errorOf(call, args).message).to.match(/^labelSmoothing: expected 0 for the hinge loss/);
  });

  it('takes views into larger arrays, and writes into them alone', () => {
    const inside = new Float32Array(24).fill(9);
    const args: Arguments = { ...gradients(), gradients: inside.subarray(8, 16) };
    args.parameters = new Float32Array(20).subarray(3, 11);
    args.X = new Uint8Array(40).subarray(5, 17);
    args.numbers = Uint32Array.of(99, 0, 1, 2, 3).subarray(1);
    call(args);
    expect([...inside.subarray(0, 8), ...inside.subarray(16)]).to.deep.equal(Array(16).fill(9));
    expect([...inside.subarray(8, 16)]).to.not.include(9);
  });
});

describeWithAddon("the addon's modelAnswers", (addon) => {
  const call = caller(addon, 'modelAnswers');
  refuses(call, answers, wrongAnswers);

  it('refuses outputs that share memory', () => {
    const shared = new Float64Array(2);
    const args = { ...answers(), losses: shared, probabilities: shared };
    expect(errorOf(call, args).message).to.match(/^probabilities: expected memory of its own/);
    const all = { ...answers(), trueProbabilities: shared, losses: shared };
    expect(errorOf(call, all).message).to.match(/^trueProbabilities: expected memory of its own/);
    const bytes = new ArrayBuffer(16);
    const both = { losses: new Float64Array(bytes), predicted: new Uint16Array(bytes, 0, 2) };
    expect(errorOf(call, { ...answers(), ...both }).message).to.match(/^predicted: expected mem/);
  });
});

describeWithAddon("the addon's modelScores", (addon) => {
  const call = caller(addon, 'modelScores');
  refuses(call, scores, wrongScores);

  it('refuses rows beyond the features', () => {
    const args = { ...scores(), first: 3 };
    expect(errorOf(call, args).message).to.equal('X: expected at least 15 elements, got 12');
    expect(errorOf(call, { ...scores(), first: 2 ** 31 - 1 }).message).to.match(/^X: expected at/);
  });

  for (const input of ['parameters', 'slope', 'intercept']) {
    it(`refuses an output that shares memory with ${input}`, () => {
      const shared = new Float32Array(8);
      expect(errorOf(call, { ...scores(), scores: shared, [input]: shared }).message).to.equal(
        `scores: expected memory of its own, got memory shared with ${input}`,
      );
    });
  }

  it('writes the scores of the rows that are asked for, and no more', () => {
    const inside = new Float32Array(8).fill(9);
    const args: Arguments = { ...scores(), scores: inside.subarray(2, 6), first: 1, count: 2 };
    args.X = Float64Array.of(9, 9, 9, 1, 2, 3, -1, 0, 1, 9, 9, 9);
    args.parameters = Float32Array.of(1, 0, 0, 0, 1, 1, 10, 20);
    call({ ...args, slope: null, intercept: null });
    expect([...inside]).to.deep.equal([9, 9, 11, 25, 9, 21, 9, 9]);
  });
});

describeEachBackend('axpy', (backend) => {
  const names = ['n', 'alpha', 'x', 'y'];
  const sound = (): Arguments => ({
    n: 3,
    alpha: 2,
    x: Float32Array.of(1, 2, 3),
    y: Float32Array.of(10, 20, 30, 40),
  });
  const call: Call = (args) => {
    const axpy = backend.axpy.bind(backend) as (...values: unknown[]) => void;
    axpy(...names.map((name) => args[name]));
  };
  refuses(call, sound, {
    n: notIntegersFrom(0),
    alpha: notFiniteNumbers,
    x: [...notFloatArrays, short(new Float32Array(2))],
    y: [...notFloatArrays, short(new Float32Array(2)), otherDtype],
  });

  it('adds alpha times x to y, in n elements and no more', () => {
    const args = sound();
    call(args);
    expect(args.y).to.deep.equal(Float32Array.of(12, 24, 36, 40));
    const wide = { n: 2, alpha: -0.1, x: Float64Array.of(1, 3), y: Float64Array.of(0.5, 1) };
    call(wide);
    expect([...wide.y]).to.deep.equal([0.4, 0.7]);
  });

  it('overflows as float32 does where alpha is beyond its range', () => {
    const y = Float32Array.of(10, 20, 30, 40);
    call({ ...sound(), alpha: -1e300, y });
    expect(y).to.deep.equal(Float32Array.of(-Infinity, -Infinity, -Infinity, 40));
  });

  it('refuses x and y in one memory', () => {
    const x = new Float32Array(4);
    expect(errorOf(call, { ...sound(), x, y: x }).message).to.equal(
      'y: expected memory of its own, got memory shared with x',
    );
  });

  it('takes every length, also where vectors end', () => {
    for (let n = 0; n <= 70; n++) {
      const y = Float32Array.from({ length: n }, (_, i) => i);
      backend.axpy(
        n,
        0.5,
        Float32Array.from({ length: n }, (_, i) => 4 * i),
        y,
      );
      expect([...y]).to.deep.equal(Array.from({ length: n }, (_, i) => 3 * i));
    }
  });
});
