import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { selectBackend, type Backend, type FloatArray } from '../../src/backend';
import {
  batchOf,
  DenseSamples,
  Standardiser,
  StandardisedSet,
  type DataSet,
  type Samples,
} from '../../src/data';
import {
  LinearObjective,
  ParameterStack,
  RecordedPredictions,
  type Prediction,
  type Stack,
  type Sums,
} from '../../src/model';
import { defaultRng } from '../../src/random';
import { expectClose, UNIT_ROUNDOFF } from './close';
import { OBJECTIVES, SOME_OBJECTIVES, title, usual, type Case } from './pass-cases';
import { syntheticSet } from './synthetic';
import { thorough } from './thorough';

/** The results of a case: gradients of all models, and their predictions for each sample. */
interface Given {
  readonly gradients: Float64Array;
  readonly predictions: readonly Prediction[];
  readonly losses: Float64Array;
  /** The parameters after some steps. */
  readonly stepped: Float64Array;
}

function randomWeights(samples: number): Float64Array {
  const generator = defaultRng(8);
  return Float64Array.from({ length: samples }, () => 2 * generator.random());
}

const drawn = new Map<string, { readonly set: DataSet; readonly standardiser: Standardiser }>();

/** The samples of a case before they are standardised: drawn once for all cases of their shape. */
function drawnSet({ classes, features, count }: Case) {
  const shape = [classes, features, count].join();
  const known = drawn.get(shape);
  if (known !== undefined) return known;
  const set = syntheticSet({ samples: count + 30, features, classes, seed: 5 });
  const fitted = { set, standardiser: Standardiser.fit(set) };
  drawn.set(shape, fitted);
  return fitted;
}

export function samplesOf(which: Case): Samples {
  const { set, standardiser } = drawnSet(which);
  const { count, dense, weighted } = which;
  const weights = weighted ? randomWeights(count + 30) : null;
  const standardised = new StandardisedSet(set, standardiser, weights);
  return dense ? DenseSamples.of(standardised, standardised.inOrder) : standardised;
}

export function parametersOf(
  backend: Backend,
  { models, classes, features, dtype }: Case,
): ParameterStack {
  const stack = new ParameterStack(models, classes, features, dtype, backend);
  const generator = defaultRng(models);
  for (const member of stack.members) {
    member.assign(member.flat().map(() => 0.2 * generator.standardNormal()));
  }
  return stack;
}

export const LAMBDAS = [0, 0.1, 1, 0.01];

function pass(backend: Backend, which: Case): Given {
  const samples = samplesOf(which);
  const parameters = parametersOf(backend, which);
  const { classes, features, dtype, models, count, loss, labelSmoothing } = which;
  const { momentum, nesterov } = which;
  const gradients = new ParameterStack(models, classes, features, dtype, backend);
  gradients.values.fill(NaN); // earlier content must not matter
  const numbers = defaultRng(3)
    .permutation(count + 30)
    .subarray(10, 10 + count);
  const lambdas = LAMBDAS.slice(0, models);
  const objective = { loss, labelSmoothing };
  const cost = new LinearObjective(backend, parameters, { objective, lambdas });
  cost.gradient(gradients, parameters, samples, numbers);
  const etas = Float64Array.from(lambdas, (_, m) => 0.05 * (m + 1));
  const metrics = parameters.members.map(() => new RecordedPredictions(classes));
  const batch = batchOf(samples, numbers);
  cost.evaluate(metrics, parameters, batch);
  const before = gradients.values.slice();
  const velocities =
    momentum > 0 ? new ParameterStack(models, classes, features, dtype, backend) : null;
  const update = { etas, momentum, nesterov, velocities };
  cost.step(gradients, parameters, batch, update);
  expect(gradients.values, 'the gradient of a step').to.deep.equal(before);
  for (let i = 0; i < (momentum > 0 ? 2 : 0); i++) {
    cost.step(gradients, parameters, batch, update);
  }
  return {
    gradients: flatOf(gradients),
    predictions: metrics.flatMap(({ predictions }) => predictions),
    losses: Float64Array.from(metrics, (metrics) => metrics.evaluation(0).loss),
    stepped: flatOf(parameters),
  };
}

/** Sums over parts of the mini-batch of a case, by default over all at once. */
function sumsOf(backend: Backend, which: Case, parts: readonly number[] = [which.count]) {
  const { classes, features, dtype, models, count, loss, labelSmoothing } = which;
  const samples = samplesOf(which);
  const parameters = parametersOf(backend, which);
  const lambdas = LAMBDAS.slice(0, models);
  const objective = { loss, labelSmoothing };
  const cost = new LinearObjective(backend, parameters, { objective, lambdas });
  const sums = cost.noSums();
  const numbers = defaultRng(3)
    .permutation(count + 30)
    .subarray(10, 10 + count);
  let first = 0;
  for (const part of parts) {
    cost.add(sums, parameters, [{ samples, numbers, first, count: part }]);
    first += part;
  }
  const gradients = new ParameterStack(models, classes, features, dtype, backend);
  cost.gradient(gradients, parameters, samples, numbers);
  return { cost, sums, gradients, parameters, lambdas };
}

/** The numbers of sums in one array. */
function numbersOf({ gradients, losses, weight }: Sums): Float64Array {
  const flat = flatOf(gradients);
  const all = new Float64Array(flat.length + losses.length + weight.length);
  all.set(flat);
  all.set(losses, flat.length);
  all.set(weight, flat.length + losses.length);
  return all;
}

/** Sums by a backend with the case's threads and plan. */
function fusedSums(which: Case, parts?: readonly number[]) {
  const { threads, tileRows, product } = which;
  try {
    return sumsOf(selectBackend({ backend: 'openblas', threads, tileRows, product }), which, parts);
  } finally {
    selectBackend({ backend: 'openblas' });
  }
}

/**
 * Asserts that a case's sums over parts of a mini-batch add up, agree with composed ones, and come to
 * the mean's gradient.
 */
export function expectSumsAddUp(which: Case): void {
  const { count, models } = which;
  const { sums, gradients, parameters, lambdas } = fusedSums(which);
  const all = numbersOf(sums);
  const scale = new Float64Array(all.length).fill(largestOf(all));
  const half = Math.floor(count / 2);
  const parted = numbersOf(fusedSums(which, half === 0 ? [count] : [half, count - half]).sums);
  expectClose(parted, all, scale, tolerance(which));
  const composedSums = sumsOf(selectBackend({ backend: 'js' }), which).sums;
  expectClose(all, numbersOf(composedSums), scale, tolerance(which));
  expectClose(sums.weight, composedSums.weight, composedSums.weight, count * 2 ** -53);
  for (let m = 0; m < models; m++) {
    const { weights } = parameters.members[m];
    // The gradient of a mini-batch is divided by its size, and the weights' mean isn't 1 here.
    const finished = sums.gradients.members[m]
      .flat()
      .map((value, at) => value / count + (at < weights.length ? 2 * lambdas[m] * weights[at] : 0));
    const expected = gradients.members[m].flat();
    const largest = largestOf(expected);
    expectClose(
      finished,
      expected,
      expected.map(() => largest),
      tolerance(which),
    );
  }
}

/** Asserts that a case's sums have the same bits on any number of threads, and by direct products in any tile. */
export function expectSumsOnThreads(which: Case, threads: readonly number[]): void {
  const one = numbersOf(fusedSums(which).sums);
  for (const several of threads) {
    const sums = numbersOf(fusedSums({ ...which, threads: several }).sums);
    expect(sameBits(sums, one), `${several} threads`).to.equal(true);
  }
  if (which.product === 'openblas') return;
  for (const tileRows of [1, 7, 100]) {
    const sums = numbersOf(fusedSums({ ...which, tileRows }).sums);
    expect(sameBits(sums, one), `tiles of ${tileRows}`).to.equal(true);
  }
}

/** [W, b] of each model, one after another. */
function flatOf({ members, values }: Stack): Float64Array {
  const all = new Float64Array(values.length);
  members.forEach((member, m) => all.set(member.flat(), (m * values.length) / members.length));
  return all;
}

const largestOf = (values: FloatArray): number => {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
};

const sameBits = (some: Float64Array, others: Float64Array): boolean =>
  Buffer.from(some.buffer).equals(Buffer.from(others.buffer));

const composed = (which: Case): Given => pass(selectBackend({ backend: 'js' }), which);

export function fused(which: Case): Given {
  const { threads, tileRows, product } = which;
  try {
    return pass(selectBackend({ backend: 'openblas', threads, tileRows, product }), which);
  } finally {
    selectBackend({ backend: 'openblas' });
  }
}

/** A bound on rounding errors: sums of d products, relative to the norm of their terms. */
const tolerance = ({ dtype, features }: Case): number =>
  64 * Math.sqrt(features) * UNIT_ROUNDOFF[dtype];

function expectAgreement(actual: Given, expected: Given, which: Case): void {
  const { dtype, features } = which;
  const unit = UNIT_ROUNDOFF[dtype];
  const largest = expected.gradients.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  const scale = expected.gradients.map(() => largest);
  expectClose(actual.gradients, expected.gradients, scale, 8 * Math.sqrt(features) * unit);
  expectClose(
    actual.stepped,
    expected.stepped,
    expected.stepped.map(() => 1 + largest),
    tolerance(which),
  );
  const probabilities = ({ predictions }: Given): number[] =>
    predictions.flatMap((a) => [a.probability, a.trueProbability]);
  const one = probabilities(expected).map(() => 1);
  expectClose(probabilities(actual), probabilities(expected), one, tolerance(which));
  expectClose(
    actual.losses,
    expected.losses,
    expected.losses.map(() => 10),
    tolerance(which),
  );
  const predicted = ({ predictions }: Given): number[] => predictions.map((a) => a.predicted);
  expect(predicted(actual)).to.deep.equal(predicted(expected));
}

/** Asserts that fused passes agree with composed ones, with each of the changes. */
export function expectFusedAsComposed(base: Case, changes: readonly Partial<Case>[]): void {
  for (const change of changes) {
    const which = { ...base, ...change };
    try {
      expectAgreement(fused(which), composed(which), which);
    } catch (error) {
      throw new Error(title(change), { cause: error });
    }
  }
}

/** Asserts that passes have the bits of one thread on others, with each of the changes. */
export function expectSameOnThreads(
  base: Case,
  changes: readonly Partial<Case>[],
  threads: readonly number[],
): void {
  for (const change of changes) {
    const which = { ...base, ...change };
    const one = bitsOf(fused(which));
    for (const several of threads) {
      const isSame = bitsOf(fused({ ...which, threads: several })).equals(one);
      expect(isSame, `${several} threads, ${title(change)}`).to.equal(true);
    }
  }
}

/** All bits of the results of a case. */
export function bitsOf({ gradients, stepped, losses, predictions }: Given): Buffer {
  const told = Float64Array.from(
    predictions.flatMap((answer) => Object.values(answer) as number[]),
  );
  const arrays = [gradients, stepped, losses, told];
  return Buffer.concat(arrays.map(({ buffer }) => new Uint8Array(buffer)));
}

/** A hash of the bits of some cases. */
export function fingerprint(): string {
  return (['float32', 'float64'] as const)
    .flatMap((dtype) =>
      [
        {},
        { classes: 7, features: 333, models: 2 },
        { dense: true },
        ...thorough(OBJECTIVES, SOME_OBJECTIVES),
      ].map((change) =>
        createHash('sha256')
          .update(bitsOf(fused({ ...usual, ...change, dtype })))
          .digest('hex'),
      ),
    )
    .join('\n');
}
