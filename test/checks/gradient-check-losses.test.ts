import { expect } from 'chai';
import { checkGradients, checkPaths } from '../../src/checks';
import { Standardiser, StandardisedSet } from '../../src/data';
import { LOSSES, Parameters, type Objective } from '../../src/model';
import { costOf, LinearModel } from '../support/linear-model';
import { LOSS_FUNCTIONS } from '../../src/model/losses';
import { defaultRng } from '../../src/random';
import { describeEachBackend } from '../support/backends';
import { syntheticSet } from '../support/synthetic';

const set = syntheticSet({ samples: 60, features: 8, classes: 4 });
const generator = defaultRng(9);
const weights = Float64Array.from({ length: 60 }, () => 2 * generator.random());
const standardiser = Standardiser.fit(set);

/** Far enough from 0 for scores of some units, on both sides of the hinge's margins. */
function drawn(): Parameters {
  const parameters = new Parameters(4, 8, 'float64');
  parameters.values.forEach((_, at) => (parameters.values[at] = 0.7 * generator.standardNormal()));
  return parameters;
}

const OBJECTIVES: readonly Objective[] = LOSSES.flatMap((loss): Objective[] =>
  loss === 'hinge'
    ? [{ loss, labelSmoothing: 0 }]
    : [0, 0.1].map((labelSmoothing) => ({ loss, labelSmoothing })),
);

const title = ({ loss, labelSmoothing }: Objective): string =>
  labelSmoothing === 0 ? loss : `${loss}, smoothed`;

describeEachBackend('the gradient check of every loss', (backend) => {
  for (const objective of OBJECTIVES) {
    for (const own of [null, weights]) {
      it(`passes ${title(objective)}${own ? ', weighted' : ''}, every error below 1e-8`, async () => {
        const samples = new StandardisedSet(set, standardiser, own);
        const model = new LinearModel(drawn(), backend, { objective });
        const numbers = samples.inOrder.subarray(0, 20);
        const { passed, groups } = await checkGradients(costOf(model, samples, numbers, 0.1));
        expect(passed).to.equal(true);
        for (const { belowTolerance, largestError } of groups) {
          expect(belowTolerance).to.equal(1);
          expect(largestError).to.be.lessThan(1e-8);
        }
      });
    }
  }

  it('fails the gradient of another loss, or of other targets', async () => {
    const samples = new StandardisedSet(set, standardiser);
    const parameters = drawn();
    const numbers = samples.inOrder.subarray(0, 20);
    for (const objective of OBJECTIVES) {
      for (const other of OBJECTIVES) {
        if (other === objective) continue;
        const cost = costOf(
          new LinearModel(parameters, backend, { objective }),
          samples,
          numbers,
          0.1,
        );
        const wrong = costOf(
          new LinearModel(parameters, backend, { objective: other }),
          samples,
          numbers,
          0.1,
        );
        const check = await checkGradients({ ...cost, gradient: () => wrong.gradient() });
        expect(check.passed, `${title(other)} for ${title(objective)}`).to.equal(false);
      }
    }
  });

  it('has float32 gradients near the float64 ones', () => {
    const samples = new StandardisedSet(set, standardiser, weights);
    for (const objective of OBJECTIVES) {
      const options = { inUse: backend, samples, parameters: drawn(), lambda: 0.1, objective };
      const { paths } = checkPaths({ ...options, batchSizes: [60] });
      for (const path of paths) {
        expect(path.passed, `${title(objective)}: ${JSON.stringify(path)}`).to.equal(true);
      }
    }
  });
});

/** Each loss from its definition, in plain numbers: of one sample with scores s and label y. */
const TEXTBOOK: Readonly<
  Record<Objective['loss'], (s: number[], T: number[], y: number) => number>
> = {
  'cross-entropy': (s, T) => {
    const sum = s.reduce((total, score) => total + Math.exp(score), 0);
    return -s.reduce((total, score, k) => total + T[k] * Math.log(Math.exp(score) / sum), 0);
  },
  'binary-cross-entropy': (s, T) => {
    const sigma = (score: number): number => 1 / (1 + Math.exp(-score));
    const terms = s.map(
      (score, k) => T[k] * Math.log(sigma(score)) + (1 - T[k]) * Math.log(1 - sigma(score)),
    );
    return -terms.reduce((total, term) => total + term, 0) / s.length;
  },
  hinge: (s, _, y) =>
    s.reduce((total, score, k) => (k === y ? total : total + Math.max(0, score - s[y] + 1)), 0),
};

describe('the losses', () => {
  for (const { loss, labelSmoothing } of OBJECTIVES) {
    it(`${title({ loss, labelSmoothing })} is what its definition says`, () => {
      for (let trial = 0; trial < 200; trial++) {
        const K = generator.integers(2, 9);
        const y = generator.integers(0, K);
        const scores = Array.from({ length: K }, () => 3 * generator.standardNormal());
        const T = scores.map((_, k) => (k === y ? 1 - labelSmoothing : 0) + labelSmoothing / K);
        const seen: number[] = [];
        const metrics = { add: (value: number) => seen.push(value) };
        LOSS_FUNCTIONS[loss].evaluate(
          {
            S: Float64Array.from(scores),
            y: Uint16Array.of(y),
            weights: Float64Array.of(2),
            rows: 1,
            classes: K,
          },
          labelSmoothing,
          metrics as never,
        );
        expect(seen[0]).to.be.closeTo(2 * TEXTBOOK[loss](scores, T, y), 1e-11);
      }
    });
  }

  it('stay finite where a probability or an exponential does not', () => {
    for (const [loss, expected] of [
      ['cross-entropy', 2000],
      ['binary-cross-entropy', 1000],
      ['hinge', 2001],
    ] as const) {
      const seen: number[] = [];
      const S = Float64Array.of(1000, -1000);
      const row = { S, y: Uint16Array.of(1), weights: null, rows: 1, classes: 2 };
      LOSS_FUNCTIONS[loss].evaluate(row, 0, { add: (value: number) => seen.push(value) } as never);
      expect(seen[0]).to.equal(expected);
    }
  });
});
