import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { checkGradients } from '../../src/checks';
import { DenseSamples, Standardiser, StandardisedSet } from '../../src/data';
import { Parameters } from '../../src/model';
import { costOf, LinearModel } from '../support/linear-model';
import { defaultRng } from '../../src/random';
import { describeEachBackend } from '../support/backends';
import { BROKEN } from '../support/broken-costs';
import { syntheticSet } from '../support/synthetic';

const js = selectBackend({ backend: 'js' });
const set = syntheticSet({ samples: 60, features: 8, classes: 3 });
const samples = new StandardisedSet(set, Standardiser.fit(set));
const few = samples.inOrder.subarray(0, 20);

/** W as training draws it, and a bias that isn't 0: a penalised bias can't be seen at 0. */
function drawn(classes = 3, features = 8, dtype: 'float32' | 'float64' = 'float64') {
  const generator = defaultRng(42);
  const parameters = Parameters.draw(classes, features, dtype, generator);
  parameters.bias.forEach((_, k) => (parameters.bias[k] = 0.01 * generator.standardNormal()));
  return parameters;
}

async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected a rejection');
}

describeEachBackend('the gradient check passes the classifier', (backend) => {
  for (const lambda of [0, 0.1, 1]) {
    it(`with λ = ${lambda}, every error below 1e-9`, async () => {
      const classifier = new LinearModel(drawn(), backend);
      const check = await checkGradients(costOf(classifier, samples, few, lambda));
      expect(check.passed).to.equal(true);
      expect(check.causes).to.deep.equal([]);
      expect(check.groups.map(({ name, checked }) => [name, checked])).to.deep.equal([
        ['weights', 24],
        ['bias', 3],
      ]);
      for (const { belowTolerance, largestError } of check.groups) {
        expect(belowTolerance).to.equal(1);
        expect(largestError).to.be.lessThan(1e-9);
      }
    });
  }

  it('by forward differences, within their larger error', async () => {
    const cost = costOf(new LinearModel(drawn(), backend), samples, few, 0.1);
    const { passed, groups } = await checkGradients(cost, { scheme: 'forward' });
    expect(passed).to.equal(true);
    expect(groups[0].largestError).to.be.within(1e-10, 1e-6);
  });
});

describe('the gradient check says what is wrong', () => {
  const caught: [keyof typeof BROKEN, RegExp][] = [
    ['factor 2 of the penalty dropped', /weights: the factor 2 of the penalty's gradient 2λW/],
    ['penalty missing in the gradient', /weights: the penalty's gradient 2λW is missing/],
    ['bias penalised in the gradient', /bias: the bias is penalised/],
    ['bias penalised in the cost', /bias: the bias is penalised/],
    ['sign flipped', /the sign is flipped/],
    ['gradient zero', /is zero/],
    ['gradient halved', /is 0\.5 times the numerical one$/],
    ['mean forgotten in the gradient', /20 times the numerical one.*not their mean/],
    ['mean taken twice in the gradient', /0\.05 times.*the mean of the samples is taken twice/],
    ['transposed', /transposed: laid out 8×3 instead of 3×8/],
  ];
  for (const [mistake, cause] of caught) {
    it(mistake, async () => {
      const classifier = new LinearModel(drawn(), js, { Cost: BROKEN[mistake] });
      const cost = costOf(classifier, samples, few, 0.3);
      for (const sampled of [undefined, 10]) {
        const check = await checkGradients(cost, { sampled });
        expect(check.passed).to.equal(false);
        expect(check.causes.join()).to.match(cause);
        expect(check.causes).to.have.length(1);
      }
    });
  }

  it('the last row left out: caught, and no other mistake is blamed', async () => {
    const classifier = new LinearModel(drawn(), js, { Cost: BROKEN['last row left out'] });
    const check = await checkGradients(costOf(classifier, samples, few, 0.3));
    expect(check.passed).to.equal(false);
    expect(check.causes).to.deep.equal([]);
  });

  it('one derivative among all: its place, with both values', async () => {
    const classifier = new LinearModel(drawn(), js, { Cost: BROKEN['one derivative wrong'] });
    const { passed, groups } = await checkGradients(costOf(classifier, samples, few, 0));
    expect(passed).to.equal(false);
    expect(groups[1].passed).to.equal(true);
    expect(groups[0].belowTolerance).to.be.closeTo(23 / 24, 1e-12);
    const { index, analytic, numerical } = groups[0].worst;
    expect(index).to.deep.equal([1, 2]);
    expect(analytic - numerical).to.be.closeTo(1e-5, 1e-9);
  });
});

describe('the gradient check where the maximum of the scores is not subtracted', () => {
  const withLargeScores = (Cost?: typeof overflowing) => {
    const parameters = drawn();
    parameters.bias[0] = 800;
    return checkGradients(costOf(new LinearModel(parameters, js, { Cost }), samples, few, 0));
  };
  const overflowing = BROKEN['maximum not subtracted'];

  it('says once that the cost is not a number', async () => {
    const { message } = await rejection(withLargeScores(overflowing));
    expect(message).to.equal('cost: expected a finite number, got NaN');
  });

  it('passes the classifier that subtracts it', async () => {
    expect((await withLargeScores()).passed).to.equal(true);
  });
});

describe('what the gradient check is given', () => {
  const classifier = new LinearModel(drawn(), js);

  it('are the samples with these numbers', () => {
    const numbers = Uint32Array.of(50, 3, 17);
    const tiled = new LinearModel(drawn(), js, { tileRows: 2 });
    const checked = costOf(tiled, samples, numbers, 0.1);
    expect(checked.cost()).to.equal(tiled.evaluate(samples, numbers, 0.1).cost);
    const expected = new Parameters(3, 8, 'float64');
    tiled.costGradient(expected, samples, numbers, 0.1);
    expect(checked.gradient()).to.deep.equal([expected.weights, expected.bias]);
  });

  const wrong: [string, () => unknown, RegExp][] = [
    ['no samples', () => costOf(classifier, samples, new Uint32Array(0), 0), /^numbers.length: /],
    [
      'more samples than there are',
      () => costOf(classifier, samples, new Uint32Array(61), 0),
      /^numbers.length: expected an integer from 1 to 60, got 61$/,
    ],
    ['λ < 0', () => costOf(classifier, samples, few, -1), /^lambda: .*, got -1$/],
    ['λ = NaN', () => costOf(classifier, samples, few, NaN), /^lambda: /],
    [
      'float32',
      () => costOf(new LinearModel(drawn(3, 8, 'float32'), js), samples, few, 0),
      /^dtype: expected float64, got "float32"$/,
    ],
    [
      'NaN in the data',
      () => new DenseSamples(Float64Array.of(1, 2, 3, NaN), Uint8Array.of(0, 1), 2),
      /^X\[1\]\[1\]: expected a finite number, got NaN$/,
    ],
    [
      '∞ in the data',
      () => new DenseSamples(Float64Array.of(1, 2, 3, 4, -Infinity, 6), Uint8Array.of(0, 1), 3),
      /^X\[1\]\[1\]: expected a finite number, got -Infinity$/,
    ],
    [
      'data of another length',
      () => new DenseSamples(new Float64Array(5), Uint8Array.of(0, 1), 2),
      /^X.length: expected 4, got 5$/,
    ],
    [
      'no features',
      () => new DenseSamples(new Float64Array(0), Uint8Array.of(0), 0),
      /^features: expected a positive integer, got 0$/,
    ],
    ['no data', () => new DenseSamples(new Float64Array(0), new Uint8Array(0), 2), /^y.length: /],
  ];
  for (const [title, make, message] of wrong) {
    it(`is refused with ${title}`, () => {
      expect(make).to.throw(message);
    });
  }

  it("may be data of one's own", async () => {
    const own = new DenseSamples(
      Float64Array.from({ length: 40 }, (_, i) => Math.sin(i * i)),
      Uint8Array.from({ length: 5 }, (_, i) => i % 3),
      8,
    );
    const { passed } = await checkGradients(costOf(classifier, own, own.inOrder, 0.1));
    expect(passed).to.equal(true);
  });
});
