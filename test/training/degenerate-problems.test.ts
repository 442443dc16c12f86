import { expect } from 'chai';
import { dataSet, type DataSet } from '../../src/data';
import { accuracyAt, costAt } from '../support/convex-problem';
import {
  boundsOf,
  expectHonest,
  problemOf,
  solved,
  thetaOf,
  type CostSettings,
} from '../support/certified';
import { newtonOptimum } from '../support/newton-optimum';
import { failureOf } from '../support/rejection';
import { dataOf, type RandomProblem } from '../support/random-problem';

type Shape = Partial<Omit<RandomProblem, 'settings'>>;

const LOSSES = ['cross-entropy', 'binary-cross-entropy'] as const;
const TOLERANCE = 1e-6;

function data(shape: Shape = {}): DataSet<Float64Array> {
  const standard = { samples: 40, features: 5, classes: 3, separation: 0.5, seed: 1 };
  const settings = {
    lambda: 0,
    loss: 'cross-entropy',
    labelSmoothing: 0,
    standardise: true,
  } as const;
  return dataOf({ ...standard, isWeighted: false, ...shape, settings }) as DataSet<Float64Array>;
}

/** Changes each feature j of each sample i. */
function mapped(
  set: DataSet<Float64Array>,
  change: (value: number, j: number, row: Float64Array) => number,
): DataSet {
  const { features: d } = set;
  const X = set.X.map((value, at) => {
    const first = at - (at % d);
    return change(value, at % d, set.X.subarray(first, first + d));
  });
  return { ...set, X };
}

const scaled = (factor: number): DataSet => mapped(data(), (value) => factor * value);
const withConstant = mapped(data(), (value, j) => (j === 2 ? 7 : value));
const withDuplicates = mapped(data(), (value, j, row) => (j > 2 ? row[0] : value));
const separable = data({ separation: 30 });

interface Degenerate {
  readonly title: string;
  readonly set: DataSet;
  readonly lambda?: number;
  readonly standardise?: boolean;
}

/** Problems with an optimum: it must be found and certified. */
const CERTIFIED: readonly Degenerate[] = [
  { title: 'separable data', set: separable, lambda: 1e-6 },
  { title: 'one sample a class', set: data({ samples: 3, features: 4 }) },
  {
    title: 'one sample of each of two classes',
    set: data({ samples: 2, classes: 2, features: 1 }),
  },
  { title: 'two classes', set: data({ classes: 2 }) },
  { title: 'a constant feature', set: withConstant },
  { title: 'a constant feature, not standardised', set: withConstant, standardise: false },
  { title: 'constant features alone', set: mapped(data(), (_, j) => j) },
  { title: 'duplicated features', set: withDuplicates },
  { title: 'duplicated features, not standardised', set: withDuplicates, standardise: false },
  { title: 'duplicated features and hardly a penalty', set: withDuplicates, lambda: 1e-9 },
  { title: 'samples of weight 0', set: data({ isWeighted: true }) },
  { title: 'λ of 1e-12', set: data({ separation: 0 }), lambda: 1e-12 },
  { title: 'λ of 1e6', set: data(), lambda: 1e6 },
  { title: 'features of 1e6, not standardised', set: scaled(1e6), standardise: false },
  { title: 'features of 1e-6, not standardised', set: scaled(1e-6), standardise: false },
  { title: 'features of 1e6', set: scaled(1e6) },
  { title: 'features of 1e-6', set: scaled(1e-6) },
];

describe('the batch solver on degenerate problems', () => {
  for (const { title, set, lambda = 0.01, standardise = true } of CERTIFIED) {
    for (const loss of LOSSES) {
      it(`certifies ${title}: ${loss}`, async () => {
        const settings = { lambda, loss, labelSmoothing: 0, standardise };
        const result = await solved(set, settings, { tolerance: TOLERANCE });
        expectHonest(problemOf(set, settings), result);
        const { relativeGap, reason } = boundsOf(result);
        expect(relativeGap, String(reason)).to.be.at.most(TOLERANCE);
      });
    }
  }

  describe('at λ = 0', () => {
    const at = (loss: CostSettings['loss']) =>
      ({ lambda: 0, loss, labelSmoothing: 0, standardise: true }) as const;

    for (const loss of LOSSES) {
      it(`separates classes that can be separated, and says why it certifies nothing: ${loss}`, async () => {
        const result = await solved(separable, at(loss), { tolerance: TOLERANCE });
        const { certificate } = result;
        expect(certificate).to.include({ gap: null, relativeGap: null, distance: null });
        expect(certificate!.reason).to.match(/^λ is 0, .* separated, there is no minimum$/);
        expect(certificate!.isReached).to.equal(true);
        expect(accuracyAt(problemOf(separable, at(loss)), thetaOf(result))).to.equal(1);
      });

      it(`finds the minimum that others have: ${loss}`, async () => {
        const set = data({ separation: 0, samples: 200 });
        const result = await solved(set, at(loss), { tolerance: TOLERANCE });
        const cost = costAt(problemOf(set, at(loss)), thetaOf(result));
        // Of hardly any penalty: it adds less than 10⁻⁹ to the cost.
        const best = newtonOptimum({ ...problemOf(set, at(loss)), lambda: 1e-10 }).cost;
        expect(cost / best - 1).to.be.within(-1e-9, TOLERANCE);
      });
    }
  });

  for (const loss of LOSSES) {
    it(`has a class of weight 0 as good as not there: ${loss}`, async () => {
      const settings = { lambda: 0.01, loss, labelSmoothing: 0, standardise: true } as const;
      const set = data();
      const weights = Float64Array.from(set.labels, (label) => (label === 2 ? 0 : 1));
      const result = await solved({ ...set, weights }, settings, { tolerance: TOLERANCE });
      const { cost, gap, relativeGap } = boundsOf(result);
      expect(relativeGap).to.be.at.most(TOLERANCE);
      const two = { ...problemOf({ ...set, weights }, settings), classes: 2 };
      // Binary cross-entropy is a mean over the classes, of which the third has a loss of 0.
      const share = loss === 'cross-entropy' ? 1 : 2 / 3;
      const best = share * newtonOptimum({ ...two, lambda: settings.lambda / share }).cost;
      expect(cost - best).to.be.within(-1e-12, gap + 1e-12);
    });
  }

  it('predicts the class of a single sample', async () => {
    const single = dataSet({ X: [[1, 2]], labels: ['a'], classes: ['a', 'b'] });
    const settings = { lambda: 0.01, loss: LOSSES[0], labelSmoothing: 0, standardise: true };
    const { classifier, certificate } = await solved(single, settings);
    expect(classifier.predict([1, 2])).to.equal('a');
    expect(certificate!.cost).to.be.lessThan(1e-10);
  });

  it('refuses samples of which none counts', async () => {
    const set = { ...data(), weights: new Float64Array(40) };
    const settings = { lambda: 0.01, loss: LOSSES[0], labelSmoothing: 0, standardise: true };
    const error = await failureOf(solved(set, settings));
    expect(error).to.be.instanceOf(RangeError);
    expect(error!.message).to.equal(
      'training.weights: their sum: expected a finite number above 0, got 0',
    );
  });

  it('says that numbers are too large for a certificate', async () => {
    const settings = { lambda: 0.01, loss: LOSSES[0], labelSmoothing: 0, standardise: false };
    const { classifier, certificate } = await solved(scaled(1e200), settings);
    expect(certificate!.isReached).to.equal(false);
    expect(certificate!.reason).to.match(/rounding errors/);
    expect(classifier.weights.every(Number.isFinite)).to.equal(true);
  });
});
