import {
  notBooleans,
  notFiniteNumbers,
  notFloatArrays,
  notIntegersFrom,
  type Hostile,
} from './hostile';

/** Arguments by name, in their order. */
export type Arguments = Record<string, unknown>;

export const wrongKind = (label: string, value: unknown): Hostile => ({
  label,
  value,
  error: TypeError,
});
export const wrongValue = (label: string, value: unknown): Hostile => ({
  label,
  value,
  error: RangeError,
});
export const short = (value: unknown): Hostile => wrongValue('an array that is too short', value);
export const otherDtype = wrongKind('an array of another dtype', new Float64Array(64));

/** Values to refuse for a typed array, other than those allowed. */
export const notArraysBut = (allowed: string): Hostile[] => [
  ...notFloatArrays.filter(({ label }) => !label.includes(allowed)),
  ...[new Int8Array(64), new Int32Array(64), new BigUint64Array(64)].map((value) =>
    wrongKind(`a ${value.constructor.name}`, value),
  ),
];

/** Four samples of three features and two classes, in a mini-batch of two. */
export const samples = (): Arguments => ({
  models: 1,
  classes: 2,
  features: 3,
  X: new Uint8Array(12),
  slope: new Float32Array(3),
  intercept: new Float32Array(3),
  mean: new Float64Array(3),
  inverse: new Float64Array(3),
  y: new Uint8Array(4),
  product: 'direct',
  tileRows: 4,
  numbers: Uint32Array.of(0, 1, 2, 3),
  first: 1,
  count: 2,
});

export const wrongSamples: Record<string, Hostile[]> = {
  models: [...notIntegersFrom(1), wrongValue('more than 1,024', 1025)],
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
  mean: [
    wrongKind('one of another dtype', new Float32Array(3)),
    short(new Float64Array(2)),
    wrongKind('none beside an inverse', null),
  ],
  inverse: [
    wrongKind('one of another dtype', new Float32Array(3)),
    short(new Float64Array(2)),
    wrongKind('none beside a mean', null),
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

/** The loss to minimise. */
export const objective = (): Arguments => ({ loss: 'cross-entropy', labelSmoothing: 0 });

export const notFractions: Hostile[] = [
  ...notFiniteNumbers,
  ...[1, 1.5, -0.1].map((value) => wrongValue(`${value}`, value)),
];

export const wrongObjective: Record<string, Hostile[]> = {
  loss: [
    wrongKind('a number', 1),
    wrongKind('undefined', undefined),
    wrongValue('another word', 'softmax'),
  ],
  labelSmoothing: notFractions,
};

const wrongWeights: Hostile[] = [
  wrongKind('no value', undefined),
  wrongKind('a number', 1),
  wrongKind('a Float32Array', new Float32Array(4)),
  short(new Float64Array(3)),
  ...[NaN, Infinity, -1].map((value) =>
    wrongValue(`one of ${value}`, Float64Array.of(1, value, 1, 1)),
  ),
];

export const gradients = (): Arguments => ({
  gradients: new Float32Array(8).fill(7),
  parameters: new Float32Array(8),
  lambdas: Float64Array.of(0.5),
  etas: Float64Array.of(0.1),
  velocities: null,
  momentum: 0,
  nesterov: false,
  ...objective(),
  weights: null,
  ...samples(),
  isStep: true,
});

export const wrongGradients: Record<string, Hostile[]> = {
  gradients: [...notFloatArrays, short(new Float32Array(7))],
  parameters: [...notFloatArrays, short(new Float32Array(7)), otherDtype],
  lambdas: [
    ...notFloatArrays,
    wrongKind('a Float32Array', new Float32Array(1)),
    wrongValue('none', new Float64Array(0)),
    ...[NaN, Infinity].map((value) => wrongValue(`${value}`, Float64Array.of(value))),
  ],
  etas: [
    wrongKind('no value', undefined),
    wrongKind('a number', 0.1),
    wrongKind('a Float32Array', new Float32Array(1)),
    wrongValue('fewer than models', new Float64Array(0)),
    ...[NaN, Infinity].map((value) => wrongValue(`${value}`, Float64Array.of(value))),
  ],
  velocities: [
    wrongKind('no value', undefined),
    wrongKind('a number', 1),
    otherDtype,
    short(new Float32Array(7)),
  ],
  momentum: notFractions,
  nesterov: [wrongKind('a number', 1), wrongKind('undefined', undefined)],
  ...wrongObjective,
  weights: wrongWeights,
  ...wrongSamples,
  isStep: notBooleans,
};

export const sums = (): Arguments => ({
  gradients: new Float32Array(8).fill(7),
  losses: Float64Array.of(7),
  weight: Float64Array.of(7),
  sampleLosses: new Float64Array(2).fill(7),
  predicted: new Uint16Array(2).fill(7),
  probabilities: new Float64Array(2).fill(7),
  trueProbabilities: new Float64Array(2).fill(7),
  parameters: new Float32Array(8),
  ...objective(),
  weights: null,
  ...samples(),
});

/** The outputs of sums that may be left out, all together. */
export const NO_EVALUATION = {
  sampleLosses: null,
  predicted: null,
  probabilities: null,
  trueProbabilities: null,
};

const wrongProbabilities: Hostile[] = [
  wrongKind('a Float32Array', new Float32Array(2)),
  short(new Float64Array(1)),
];

const wrongPredicted: Hostile[] = [
  wrongKind('a Uint8Array', new Uint8Array(2)),
  short(new Uint16Array(1)),
];

/** Of an output that is null without the others. */
const alsoNone = (values: Hostile[]): Hostile[] => [
  ...values,
  wrongKind('none beside the others', null),
  wrongKind('no value', undefined),
];

export const wrongSums: Record<string, Hostile[]> = {
  gradients: [...notFloatArrays, short(new Float32Array(7))],
  losses: [...notFloatArrays, short(new Float64Array(0))],
  weight: [...notFloatArrays, short(new Float64Array(0))],
  sampleLosses: alsoNone(wrongProbabilities),
  predicted: alsoNone(wrongPredicted),
  probabilities: alsoNone(wrongProbabilities),
  trueProbabilities: alsoNone(wrongProbabilities),
  parameters: [...notFloatArrays, short(new Float32Array(7)), otherDtype],
  ...wrongObjective,
  weights: wrongWeights,
  ...wrongSamples,
};

export const evaluation = (): Arguments => ({
  losses: new Float64Array(2).fill(7),
  predicted: new Uint16Array(2).fill(7),
  probabilities: new Float64Array(2).fill(7),
  trueProbabilities: new Float64Array(2).fill(7),
  parameters: new Float32Array(8),
  ...objective(),
  ...samples(),
});

export const wrongEvaluation: Record<string, Hostile[]> = {
  losses: [...notFloatArrays, short(new Float64Array(1))],
  predicted: wrongPredicted,
  probabilities: wrongProbabilities,
  trueProbabilities: wrongProbabilities,
  parameters: [...notFloatArrays, short(new Float32Array(7))],
  ...wrongObjective,
  ...wrongSamples,
};

export const scores = (): Arguments => {
  const { classes, features, X, slope, intercept, mean, inverse, product, tileRows } = samples();
  return {
    parameters: new Float32Array(8),
    ...{ classes, features, slope, intercept, mean, inverse, product, tileRows },
    ...{ scores: new Float32Array(4).fill(7), X, first: 2, count: 2 },
  };
};

export const wrongScores: Record<string, Hostile[]> = {
  scores: [...notFloatArrays, short(new Float32Array(3)), otherDtype],
  parameters: [...notFloatArrays, short(new Float32Array(7))],
  classes: wrongSamples.classes,
  features: wrongSamples.features,
  X: wrongSamples.X,
  slope: wrongSamples.slope,
  intercept: wrongSamples.intercept,
  mean: wrongSamples.mean,
  inverse: wrongSamples.inverse,
  first: notIntegersFrom(0),
  count: notIntegersFrom(1),
  product: wrongSamples.product,
  tileRows: wrongSamples.tileRows,
};
