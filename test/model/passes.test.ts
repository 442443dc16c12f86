import { expect } from 'chai';
import { selectBackend, type Backend } from '../../src/backend';
import { batchOf } from '../../src/data';
import { LinearObjective, Parameters, RecordedPredictions, type Stack } from '../../src/model';
import { defaultRng } from '../../src/random';
import { describeWithAddon, itWithAddon } from '../support/addon';
import { expectEvaluatedSums } from '../support/evaluated-sums';
import { expectClose } from '../support/close';
import {
  CHANGES,
  OBJECTIVES,
  onSlices,
  PARTED,
  SOME_OBJECTIVES,
  usual,
  type Case,
} from '../support/pass-cases';
import {
  bitsOf,
  expectFusedAsComposed,
  expectSumsAddUp,
  expectSumsOnThreads,
  expectSameOnThreads,
  fused,
  LAMBDAS,
  parametersOf,
  samplesOf,
} from '../support/passes';
import { runScript } from '../support/run-script';
import { thorough } from '../support/thorough';

/** Cases of sums that are evaluated: over several calls, and split among threads in each way. */
const EVALUATED: Partial<Case>[] = [
  { count: 5000, features: 40 },
  { models: 3, weighted: true },
  { models: 3, features: 3100 },
  { classes: 150, features: 500 },
  { loss: 'hinge', weighted: true },
  { loss: 'binary-cross-entropy', labelSmoothing: 0.1 },
];

describeWithAddon('fused passes', function () {
  for (const dtype of ['float32', 'float64'] as const) {
    for (const product of ['direct', 'openblas'] as const) {
      it(`agree with composed ones in ${dtype} by ${product} products`, () => {
        const onAllSlices = thorough(OBJECTIVES, SOME_OBJECTIVES).map(onSlices);
        expectFusedAsComposed({ ...usual, dtype, product }, [...CHANGES, ...onAllSlices]);
      });

      it(`give the same bits on any number of threads, in ${dtype} by ${product}`, () => {
        const which = { ...usual, features: 1000, dtype, product };
        const changes = [...PARTED, ...thorough(OBJECTIVES, SOME_OBJECTIVES)];
        expectSameOnThreads(which, changes, thorough([2, 3, 5, 8], [2, 3]));
      });

      for (const wide of [{}, { features: 3330, models: 4, count: 150 }]) {
        const which = { ...usual, models: 3, dtype, product, ...wide };
        const { models, features: d, count } = which;
        const name = `give ${models} models of ${d} features the bits that each has alone`;
        it(`${name}, in ${dtype} by ${product}`, () => {
          const together = fused(which);
          const backend = selectBackend({ backend: 'openblas', tileRows: 28, product });
          const flats = parametersOf(backend, which);
          const samples = samplesOf(which);
          const numbers = defaultRng(3)
            .permutation(count + 30)
            .subarray(10, count + 10);
          const alone = flats.members.flatMap((member, m) => {
            const gradient = new Parameters(10, d, dtype);
            const own = new Parameters(10, d, dtype, member.flat());
            const lambdas = [LAMBDAS[m]];
            new LinearObjective(backend, own, { lambdas }).gradient(
              gradient,
              own,
              samples,
              numbers,
            );
            return [...gradient.values];
          });
          expect(together.gradients).to.deep.equal(Float64Array.from(alone));
        });
      }
    }

    it(`give the same bits in any tile by direct products, in ${dtype}`, () => {
      const which = { ...usual, features: 500, dtype };
      const expected = bitsOf(fused(which));
      for (const tileRows of [1, 4, 7, 20, 100, 999]) {
        const isSame = bitsOf(fused({ ...which, tileRows })).equals(expected);
        expect(isSame, `tiles of ${tileRows}`).to.equal(true);
      }
    });
  }

  it('stay right where scores overflow an exponential, or are not numbers', () => {
    const which = { ...usual, dtype: 'float64' as const };
    const samples = samplesOf(which);
    const [native, js] = (['openblas', 'js'] as const).map((name) =>
      selectBackend({ backend: name }),
    );
    const parameters = parametersOf(native, which);
    const [member] = parameters.members;
    const losses = (backend: Backend): number[] => {
      const metrics = new RecordedPredictions(10);
      const cost = new LinearObjective(backend, parameters);
      cost.evaluate([metrics], parameters, batchOf(samples, samples.inOrder));
      return [
        metrics.evaluation(0).loss,
        ...metrics.predictions.map(({ probability }) => probability),
      ];
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

describeWithAddon('sums', () => {
  for (const dtype of ['float32', 'float64'] as const) {
    for (const product of ['direct', 'openblas'] as const) {
      const base = { ...usual, dtype, product };
      const changes = [...PARTED, ...thorough(OBJECTIVES, SOME_OBJECTIVES), { count: 1 }];

      it(`add up, agree with composed ones and come to the gradient, in ${dtype} by ${product}`, () => {
        for (const change of [...changes, { dense: true }, { models: 4, weighted: true }]) {
          expectSumsAddUp({ ...base, ...change });
        }
      });

      it(`have the same bits on any number of threads, in ${dtype} by ${product}`, () => {
        for (const change of changes) {
          expectSumsOnThreads(
            { ...base, features: 1000, ...change },
            thorough([2, 3, 5, 8], [2, 3]),
          );
        }
      });
    }
  }

  for (const dtype of ['float32', 'float64'] as const) {
    for (const product of ['direct', 'openblas'] as const) {
      it(`evaluate their samples as an evaluation does, in ${dtype} by ${product}`, () => {
        for (const change of EVALUATED) {
          const which = { ...usual, dtype, product, ...change };
          for (const threads of [2, 1]) {
            const { tileRows } = which;
            const backend = selectBackend({ backend: 'openblas', threads, tileRows, product });
            expectEvaluatedSums(backend, which);
          }
        }
      });
    }
  }

  it('of several models have the bits that each has alone', () => {
    for (const product of ['direct', 'openblas'] as const) {
      const backend = selectBackend({ backend: 'openblas', tileRows: 28, product });
      const which = { ...usual, models: 3 };
      const samples = samplesOf(which);
      const stack = parametersOf(backend, which);
      const sum = (parameters: Stack) => {
        const cost = new LinearObjective(backend, parameters);
        const sums = cost.noSums();
        cost.add(sums, parameters, batchOf(samples, samples.inOrder));
        return sums;
      };
      const together = sum(stack);
      stack.members.forEach((member, m) => {
        const alone = sum(new Parameters(10, 192, 'float32', member.flat()));
        expect(together.gradients.members[m].flat()).to.deep.equal(alone.gradients.values);
        expect(together.losses[m]).to.equal(alone.losses[0]);
        expect(together.weight).to.deep.equal(alone.weight);
      });
    }
  });
});

describe('composed sums', () => {
  it('evaluate their samples as an evaluation does', () => {
    const backend = selectBackend({ backend: 'js', tileRows: 28 });
    for (const change of EVALUATED) expectEvaluatedSums(backend, { ...usual, ...change });
  });
});

/** The same passes by the loops for another instruction set, in a process of its own. */
function onInstructions(instructions: string): { name: string; bits: string } {
  const script = `
    const { selectBackend } = require('./src/backend');
    const { fingerprint } = require('./test/support/passes');
    const { instructions } = selectBackend({ backend: 'openblas' }).report.openblas;
    console.log(JSON.stringify({ name: instructions, bits: fingerprint() }));`;
  return runScript(script, { ONELAYER_INSTRUCTIONS: instructions }) as {
    name: string;
    bits: string;
  };
}

describe('the loops for an instruction set', () => {
  itWithAddon('give the same bits wherever a fused multiply-add is one instruction', (addon) => {
    const { availableInstructions } = addon.buildInformation();
    const fusedBits = new Set<string>();
    for (const instructions of availableInstructions) {
      const { name, bits } = onInstructions(instructions);
      expect(name).to.equal(instructions);
      expect(bits).to.have.length.greaterThan(1000);
      if (name !== 'baseline') fusedBits.add(bits);
    }
    expect(fusedBits.size, availableInstructions.join()).to.be.at.most(1);
  });
});
