import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { selectBackend, type Backend } from '../../src/backend';
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
} from '../../src/model';
import { defaultRng } from '../../src/random';
import { expectClose, UNIT_ROUNDOFF } from './close';
import { OBJECTIVES, SOME_OBJECTIVES, title, usual, type Case } from './pass-cases';
import { syntheticSet } from './synthetic';
import { thorough } from './thorough';

/** What a pass gave: gradients of all models, and what each predictions to each sample. */
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
  gradients.values.fill(NaN); // what stood there before must not count
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

/** [W, b] of each model, one after another. */
function flatOf({ members }: ParameterStack): Float64Array {
  return Float64Array.from(members.flatMap((member) => [...member.flat()]));
}

const composed = (which: Case): Given => pass(selectBackend({ backend: 'js' }), which);

export function fused(which: Case): Given {
  const { threads, tileRows, product } = which;
  try {
    return pass(selectBackend({ backend: 'openblas', threads, tileRows, product }), which);
  } finally {
    selectBackend({ backend: 'openblas' });
  }
}

/** As far as rounding explains: sums of d products, whose terms are of the size of their norm. */
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

/** Asserts that fused passes agree with composed ones, whichever of the changes is made. */
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

/** Asserts that passes give the bits of one thread on others, whichever of the changes is made. */
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

/** All that passes gave, to the bit. */
export function bitsOf({ gradients, stepped, losses, predictions }: Given): Buffer {
  const told = Float64Array.from(
    predictions.flatMap((answer) => Object.values(answer) as number[]),
  );
  const arrays = [gradients, stepped, losses, told];
  return Buffer.concat(arrays.map(({ buffer }) => new Uint8Array(buffer)));
}

/** All bits of some passes. */
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
