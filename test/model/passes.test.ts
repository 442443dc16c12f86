import { expect } from 'chai';
import { selectBackend, type Backend } from '../../src/backend';
import { ModelPasses, Parameters, ParameterStack, Predictions, type Stack } from '../../src/model';
import { defaultRng } from '../../src/random';
import { describeWithAddon, itWithAddon } from '../support/addon';
import { expectClose } from '../support/close';
import {
  CHANGES,
  OBJECTIVES,
  onSlices,
  PARTED,
  SOME_OBJECTIVES,
  usual,
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

describeWithAddon('fused passes', function () {
  for (const precision of ['float32', 'float64'] as const) {
    for (const product of ['direct', 'openblas'] as const) {
      it(`agree with composed ones in ${precision} by ${product} products`, () => {
        const onAllSlices = thorough(OBJECTIVES, SOME_OBJECTIVES).map(onSlices);
        expectFusedAsComposed({ ...usual, precision, product }, [...CHANGES, ...onAllSlices]);
      });

      it(`give the same bits on any number of threads, in ${precision} by ${product}`, () => {
        const which = { ...usual, features: 1000, precision, product };
        const changes = [...PARTED, ...thorough(OBJECTIVES, SOME_OBJECTIVES)];
        expectSameOnThreads(which, changes, thorough([2, 3, 5, 8], [2, 3]));
      });

      it(`give several models the bits that each has alone, in ${precision} by ${product}`, () => {
        const which = { ...usual, models: 3, precision, product };
        const together = fused(which);
        const backend = selectBackend({ backend: 'openblas', tileRows: 28, product });
        const stack = parametersOf(backend, which);
        const samples = samplesOf(which);
        const numbers = defaultRng(3).permutation(130).subarray(10, 110);
        const alone = stack.members.flatMap((member, m) => {
          const gradient = new Parameters(10, 192, precision);
          const own = new Parameters(10, 192, precision, member.flat());
          const lambdas = Float64Array.of(LAMBDAS[m]);
          new ModelPasses(backend, own).gradients(gradient, own, lambdas, samples, numbers);
          return [...gradient.values];
        });
        expect([...together.gradients]).to.deep.equal(alone);
      });
    }

    it(`give the same bits in any tile by direct products, in ${precision}`, () => {
      const which = { ...usual, features: 500, precision };
      const expected = bitsOf(fused(which));
      for (const tileRows of [1, 4, 7, 20, 100, 999]) {
        const isSame = bitsOf(fused({ ...which, tileRows })).equals(expected);
        expect(isSame, `tiles of ${tileRows}`).to.equal(true);
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

describeWithAddon('sums', () => {
  for (const precision of ['float32', 'float64'] as const) {
    for (const product of ['direct', 'openblas'] as const) {
      const base = { ...usual, precision, product };
      const changes = [...PARTED, ...thorough(OBJECTIVES, SOME_OBJECTIVES), { count: 1 }];

      it(`add up, agree with composed ones and come to the gradient, in ${precision} by ${product}`, () => {
        for (const change of [...changes, { dense: true }, { models: 4, weighted: true }]) {
          expectSumsAddUp({ ...base, ...change });
        }
      });

      it(`have the same bits on any number of threads, in ${precision} by ${product}`, () => {
        for (const change of changes) {
          expectSumsOnThreads(
            { ...base, features: 1000, ...change },
            thorough([2, 3, 5, 8], [2, 3]),
          );
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
        const { classes, features, precision, members } = parameters;
        const sums = {
          gradients: new ParameterStack(members.length, classes, features, precision, backend),
          losses: new Float64Array(members.length),
          weight: new Float64Array(1),
        };
        new ModelPasses(backend, parameters).sums(sums, parameters, samples, samples.inOrder);
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
  itWithAddon('give the same bits wherever a fused multiply-add is one instruction', function () {
    const avx2 = onInstructions('avx2');
    const baseline = onInstructions('baseline');
    expect(baseline.name).to.equal('baseline');
    expect(baseline.bits).to.have.length.greaterThan(1000);
    const avx512 = onInstructions('avx512');
    if (avx2.name === 'avx2' && avx512.name === 'avx512') {
      expect(avx512.bits === avx2.bits, 'avx512 and avx2').to.equal(true);
    }
  });
});
