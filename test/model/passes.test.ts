import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Product } from '../../binding';
import { selectBackend, type Backend } from '../../src/backend';
import { DenseSamples, Standardiser, StandardisedSet, type Samples } from '../../src/data';
import {
  LOSSES,
  ModelPasses,
  Parameters,
  ParameterStack,
  Predictions,
  type Precision,
  type Answer,
  type Loss,
} from '../../src/model';
import { defaultRng } from '../../src/random';
import { describeWithAddon, itWithAddon } from '../support/addon';
import { expectClose, UNIT_ROUNDOFF } from '../support/close';
import { syntheticSet } from '../support/synthetic';

/** What is passed through which models, and how. */
interface Case {
  readonly classes: number;
  readonly features: number;
  readonly count: number;
  readonly precision: Precision;
  readonly dense: boolean;
  readonly models: number;
  readonly tileRows: number;
  readonly threads: number;
  readonly product: Product;
  readonly loss: Loss;
  readonly labelSmoothing: number;
  /** Whether each sample counts by a weight of its own. */
  readonly weighted: boolean;
  readonly momentum: number;
  readonly nesterov: boolean;
}

const usual: Case = {
  classes: 10,
  features: 192,
  count: 100,
  precision: 'float32',
  dense: false,
  models: 1,
  tileRows: 28,
  threads: 1,
  product: 'direct',
  loss: 'cross-entropy',
  labelSmoothing: 0,
  weighted: false,
  momentum: 0,
  nesterov: false,
};

/** What a pass gave: gradients of all models, and what each answers to each sample. */
interface Given {
  readonly gradients: number[];
  readonly answers: readonly Answer[];
  readonly losses: number[];
  /** The parameters after some steps. */
  readonly stepped: number[];
}

function randomWeights(samples: number): Float64Array {
  const generator = defaultRng(8);
  return Float64Array.from({ length: samples }, () => 2 * generator.random());
}

function samplesOf({ classes, features, count, dense, weighted }: Case): Samples {
  const set = syntheticSet({ samples: count + 30, features, classes, seed: 5 });
  const weights = weighted ? randomWeights(count + 30) : null;
  const standardised = new StandardisedSet(set, Standardiser.fit(set), weights);
  return dense ? DenseSamples.of(standardised, standardised.inOrder) : standardised;
}

function parametersOf(
  backend: Backend,
  { models, classes, features, precision }: Case,
): ParameterStack {
  const stack = new ParameterStack(models, classes, features, precision, backend);
  const generator = defaultRng(models);
  for (const { slab } of stack.members) {
    for (let i = 0; i < slab.length; i++) slab[i] = 0.2 * generator.standardNormal();
  }
  return stack;
}

const LAMBDAS = [0, 0.1, 1, 0.01];

function pass(backend: Backend, which: Case): Given {
  const samples = samplesOf(which);
  const parameters = parametersOf(backend, which);
  const { classes, features, precision, models, count, loss, labelSmoothing } = which;
  const { momentum, nesterov } = which;
  const gradients = new ParameterStack(models, classes, features, precision, backend);
  gradients.slab.fill(NaN); // what stood there before must not count
  const passes = new ModelPasses(backend, parameters, { objective: { loss, labelSmoothing } });
  const numbers = defaultRng(3)
    .permutation(count + 30)
    .subarray(10, 10 + count);
  const lambdas = Float64Array.from(LAMBDAS.slice(0, models));
  passes.gradients(gradients, parameters, lambdas, samples, numbers);
  const etas = Float64Array.from(lambdas, (_, m) => 0.05 * (m + 1));
  const tallies = parameters.members.map(() => new Predictions(classes));
  passes.answers(tallies, parameters, samples, numbers);
  const before = gradients.slab.slice();
  const velocities =
    momentum > 0 ? new ParameterStack(models, classes, features, precision, backend) : null;
  const update = { etas, momentum, nesterov, velocities };
  passes.steps(gradients, parameters, lambdas, update, samples, numbers);
  expect(gradients.slab, 'the gradient of a step').to.deep.equal(before);
  for (let i = 0; i < (momentum > 0 ? 2 : 0); i++) {
    passes.steps(gradients, parameters, lambdas, update, samples, numbers);
  }
  return {
    gradients: gradients.members.flatMap(({ slab }) => [...slab]),
    answers: tallies.flatMap(({ answers }) => answers),
    losses: tallies.map((tally) => tally.evaluation(0).loss),
    stepped: parameters.members.flatMap(({ slab }) => [...slab]),
  };
}

const composed = (which: Case): Given => pass(selectBackend({ backend: 'js' }), which);

function fused(which: Case): Given {
  const { threads, tileRows, product } = which;
  try {
    return pass(selectBackend({ backend: 'openblas', threads, tileRows, product }), which);
  } finally {
    selectBackend({ backend: 'openblas' });
  }
}

/** As far as rounding explains: sums of d products, whose terms are of the size of their norm. */
const tolerance = ({ precision, features }: Case): number =>
  64 * Math.sqrt(features) * UNIT_ROUNDOFF[precision];

function expectAgreement(actual: Given, expected: Given, which: Case): void {
  const { precision, features } = which;
  const unit = UNIT_ROUNDOFF[precision];
  const largest = expected.gradients.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  const scale = expected.gradients.map(() => largest);
  expectClose(actual.gradients, expected.gradients, scale, 8 * Math.sqrt(features) * unit);
  expectClose(
    actual.stepped,
    expected.stepped,
    expected.stepped.map(() => 1 + largest),
    tolerance(which),
  );
  const probabilities = ({ answers }: Given): number[] =>
    answers.flatMap((a) => [a.probability, a.trueProbability]);
  const one = probabilities(expected).map(() => 1);
  expectClose(probabilities(actual), probabilities(expected), one, tolerance(which));
  expectClose(
    actual.losses,
    expected.losses,
    expected.losses.map(() => 10),
    tolerance(which),
  );
  const predicted = ({ answers }: Given): number[] => answers.map((a) => a.predicted);
  expect(predicted(actual)).to.deep.equal(predicted(expected));
}

/** Enough features for several slices, and enough classes for the softmax to be shared out. */
const SLICED: Partial<Case>[] = [
  { features: 3100 },
  { features: 3100, models: 3 },
  { features: 3072, classes: 150 },
];

const STEPS: Partial<Case>[] = [
  {},
  { momentum: 0.9 },
  { momentum: 0.5, nesterov: true },
  { momentum: 0.9, models: 3 },
];

/** Every loss, with and without weights and smoothed labels, in every kind of step. */
const OBJECTIVES: Partial<Case>[] = LOSSES.flatMap((loss) =>
  [0, 0.1]
    .filter((labelSmoothing) => loss !== 'hinge' || labelSmoothing === 0)
    .flatMap((labelSmoothing) =>
      [false, true].flatMap((weighted) =>
        STEPS.map((step) => ({ loss, labelSmoothing, weighted, ...step })),
      ),
    ),
);

/** One thing changed at a time, to its ends and around the sizes at which loops end. */
const CHANGES: Partial<Case>[] = [
  {},
  ...[1, 2, 3, 4, 5, 6, 7, 9, 11, 16, 31, 48, 65, 130, 300].map((classes) => ({ classes })),
  ...[1, 2, 7, 15, 16, 17, 63, 64, 65, 255, 257, 1000].map((features) => ({ features })),
  ...[1, 2, 3, 4, 5, 27, 28, 29, 513].map((count) => ({ count })),
  ...[1, 2, 3, 5, 99, 100, 101, 1000].map((tileRows) => ({ tileRows })),
  { dense: true },
  { models: 4 },
  { models: 3, dense: true, count: 37, features: 77, classes: 7 },
  { models: 2, classes: 130, features: 130, count: 51 },
  ...SLICED,
  ...OBJECTIVES,
  ...OBJECTIVES.map((objective) => ({ ...objective, features: 3100, classes: 7 })),
  ...LOSSES.map((loss) => ({ loss, classes: 700, features: 20 })),
];

const title = (change: object): string =>
  Object.entries(change)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'the usual shape';

describeWithAddon('fused passes', function () {
  for (const precision of ['float32', 'float64'] as const) {
    for (const product of ['direct', 'openblas'] as const) {
      it(`agree with composed ones in ${precision} by ${product} products`, function () {
        this.timeout(60_000);
        for (const change of CHANGES) {
          const which = { ...usual, ...change, precision, product };
          try {
            expectAgreement(fused(which), composed(which), which);
          } catch (error) {
            throw new Error(title(change), { cause: error });
          }
        }
      });

      it(`give the same bits on any number of threads, in ${precision} by ${product}`, function () {
        this.timeout(60_000);
        const parted = [{}, { models: 3 }, { classes: 150, features: 500 }, { count: 900 }];
        for (const change of [...parted, ...SLICED, ...OBJECTIVES]) {
          const which = { ...usual, features: 1000, ...change, precision, product };
          const one = fused(which);
          for (const threads of [2, 3, 5, 8]) {
            expect(fused({ ...which, threads }), title(change)).to.deep.equal(one);
          }
        }
      });

      it(`give several models the bits that each has alone, in ${precision} by ${product}`, () => {
        const which = { ...usual, models: 3, precision, product };
        const together = fused(which);
        const backend = selectBackend({ backend: 'openblas', tileRows: 28, product });
        const slabs = parametersOf(backend, which);
        const samples = samplesOf(which);
        const numbers = defaultRng(3).permutation(130).subarray(10, 110);
        const alone = slabs.members.flatMap((member, m) => {
          const gradient = new Parameters(10, 192, precision);
          const own = new Parameters(10, 192, precision, member.slab.slice());
          const lambdas = Float64Array.of(LAMBDAS[m]);
          new ModelPasses(backend, own).gradients(gradient, own, lambdas, samples, numbers);
          return [...gradient.slab];
        });
        expect(together.gradients).to.deep.equal(alone);
      });
    }

    it(`give the same bits in any tile by direct products, in ${precision}`, () => {
      const which = { ...usual, features: 500, precision };
      const expected = fused(which);
      for (const tileRows of [1, 4, 7, 20, 100, 999]) {
        expect(fused({ ...which, tileRows }), `${tileRows}`).to.deep.equal(expected);
      }
    });
  }

  it('stay right where scores overflow an exponential, or are not numbers', () => {
    const which = { ...usual, precision: 'float64' as const };
    const samples = samplesOf(which);
    const [native, js] = (['openblas', 'js'] as const).map((name) =>
      selectBackend({ backend: name }),
    );
    const parameters = parametersOf(native, which);
    const [member] = parameters.members;
    const losses = (backend: Backend): number[] => {
      const tally = new Predictions(10);
      new ModelPasses(backend, parameters).answers([tally], parameters, samples, samples.inOrder);
      return [tally.evaluation(0).loss, ...tally.answers.map(({ probability }) => probability)];
    };
    for (const bias of [1e4, -1e4, 700, -745, -800, 1e300]) {
      member.bias[3] = bias;
      const expected = losses(js);
      expectClose(losses(native), expected, expected.map(Math.abs), 1e-12);
    }
    for (const bias of [NaN, Infinity]) {
      member.bias[3] = bias;
      expect(losses(native)[0]).to.deep.equal(NaN);
    }
  });
});

/** The same passes by the loops for another instruction set, in a process of its own. */
function onInstructions(instructions: string): { name: string; bits: string } {
  const script = `
    const { selectBackend } = require(${JSON.stringify(path.join(__dirname, '../../src/backend'))});
    const { fingerprint } = require(${JSON.stringify(__filename)});
    const { instructions } = selectBackend({ backend: 'openblas' }).report.openblas;
    console.log(JSON.stringify({ name: instructions, bits: fingerprint() }));`;
  const env = { ...process.env, ONELAYER_INSTRUCTIONS: instructions };
  const options = ['-r', 'ts-node/register/transpile-only', '-e'];
  // The suites of this file are declared to nobody there.
  const prologue =
    'for (const f of ["describe", "it"]) global[f] = Object.assign(() => {}, global);';
  const output = execFileSync(process.execPath, [...options, prologue + script], {
    env,
    encoding: 'utf8',
  });
  return JSON.parse(output) as { name: string; bits: string };
}

/** All bits of some passes, for the test below. */
export function fingerprint(): string {
  return (['float32', 'float64'] as const)
    .flatMap((precision) =>
      [{}, { classes: 7, features: 333, models: 2 }, { dense: true }, ...OBJECTIVES].map((change) =>
        createHash('sha256')
          .update(JSON.stringify(fused({ ...usual, ...change, precision })))
          .digest('hex'),
      ),
    )
    .join('\n');
}

describe('the loops for an instruction set', () => {
  itWithAddon('give the same bits wherever a fused multiply-add is one instruction', function () {
    const here = onInstructions('');
    const avx2 = onInstructions('avx2');
    const baseline = onInstructions('baseline');
    expect(baseline.name).to.equal('baseline');
    expect(baseline.bits).to.have.length.greaterThan(1000);
    if (avx2.name === 'avx2' && onInstructions('avx512').name === 'avx512') {
      expect(onInstructions('avx512').bits === avx2.bits, 'avx512 and avx2').to.equal(true);
    }
    expect(here.name).to.be.a('string');
  });
});
