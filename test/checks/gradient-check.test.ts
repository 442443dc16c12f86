import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { checkGradients, classifierCost, type CheckedCost } from '../../src/checks';
import { DenseSamples, Standardiser, StandardisedSet } from '../../src/data';
import { Parameters, SoftmaxClassifier } from '../../src/model';
import { defaultRng } from '../../src/random';
import { describeEachBackend } from '../support/backends';
import { BROKEN } from '../support/broken-classifiers';
import { cifar10Assignment, describeWithCifar10 } from '../support/cifar10';
import { syntheticSet } from '../support/synthetic';

const js = selectBackend({ backend: 'js' });
const set = syntheticSet({ samples: 60, features: 8, classes: 3 });
const samples = new StandardisedSet(set, Standardiser.fit(set));
const few = samples.inOrder.subarray(0, 20);

/** W as training draws it, and a bias that isn't 0: a penalised bias can't be seen at 0. */
function drawn(classes = 3, features = 8, precision: 'float32' | 'float64' = 'float64') {
  const generator = defaultRng(42);
  const parameters = Parameters.draw(classes, features, precision, generator);
  parameters.bias.forEach((_, k) => (parameters.bias[k] = 0.01 * generator.standardNormal()));
  return parameters;
}

/** J = Σ (i + 1) θᵢ², with a gradient that is off at one place. */
function quadratic(values: Float64Array, errorAt: number, error: number): CheckedCost {
  return {
    groups: [{ name: 'theta', shape: [2, values.length / 2], values }],
    cost: () => values.reduce((sum, theta, i) => sum + (i + 1) * theta * theta, 0),
    gradient: () => [values.map((theta, i) => 2 * (i + 1) * theta + (i === errorAt ? error : 0))],
  };
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
      const classifier = new SoftmaxClassifier(drawn(), backend);
      const check = await checkGradients(classifierCost(classifier, samples, few, lambda));
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
    const cost = classifierCost(new SoftmaxClassifier(drawn(), backend), samples, few, 0.1);
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
      const classifier = new BROKEN[mistake](drawn(), js);
      const cost = classifierCost(classifier, samples, few, 0.3);
      for (const sampled of [undefined, 10]) {
        const check = await checkGradients(cost, { sampled });
        expect(check.passed).to.equal(false);
        expect(check.causes.join()).to.match(cause);
        expect(check.causes).to.have.length(1);
      }
    });
  }

  it('the last row left out: caught, and no other mistake is blamed', async () => {
    const classifier = new BROKEN['last row left out'](drawn(), js);
    const check = await checkGradients(classifierCost(classifier, samples, few, 0.3));
    expect(check.passed).to.equal(false);
    expect(check.causes).to.deep.equal([]);
  });

  it('one derivative among all: its place, with both values', async () => {
    const classifier = new BROKEN['one derivative wrong'](drawn(), js);
    const { passed, groups } = await checkGradients(classifierCost(classifier, samples, few, 0));
    expect(passed).to.equal(false);
    expect(groups[1].passed).to.equal(true);
    expect(groups[0].belowTolerance).to.be.closeTo(23 / 24, 1e-12);
    const { index, analytic, numerical } = groups[0].worst;
    expect(index).to.deep.equal([1, 2]);
    expect(analytic - numerical).to.be.closeTo(1e-5, 1e-9);
  });
});

describe('the gradient check of any cost', () => {
  it('has the statistics that stand in its description', async () => {
    const values = Float64Array.of(1, -2, 0.5, 0);
    const { groups, passed } = await checkGradients(quadratic(values, 2, 0.5));
    const [{ belowTolerance, largestError, meanError, largestRelativeError, worst }] = groups;
    expect(passed).to.equal(false);
    expect(belowTolerance).to.equal(0.75);
    expect(largestError).to.be.closeTo(0.5, 1e-8);
    expect(meanError).to.be.closeTo(0.125, 1e-8);
    expect(largestRelativeError).to.be.closeTo(0.5 / (3.5 + 3), 1e-8);
    expect(worst.index).to.deep.equal([1, 0]);
    expect(worst.analytic).to.equal(3.5);
    expect(worst.numerical).to.be.closeTo(3, 1e-8);
  });

  it('passes a gradient that is zero both ways', async () => {
    const { passed } = await checkGradients(quadratic(new Float64Array(4), -1, 0));
    expect(passed).to.equal(true);
  });

  it('fails a tiny gradient that is all wrong, though every error is below the tolerance', async () => {
    const values = Float64Array.of(1e-8, 1e-8, 1e-8, 1e-8);
    const cost = quadratic(values, -1, 0);
    const flipped = { ...cost, gradient: () => cost.gradient().map((g) => g.map((v) => -v)) };
    expect((await checkGradients(cost, { step: 1e-4 })).passed).to.equal(true);
    const { passed, groups } = await checkGradients(flipped, { step: 1e-4 });
    expect(groups[0].belowTolerance).to.equal(1);
    expect(groups[0].relativeErrorInNorm).to.be.greaterThan(1e-2);
    expect(passed).to.equal(false);
  });

  it('leaves the parameters as they were, also when it fails or is aborted', async () => {
    const values = Float64Array.of(0.1, 0.2, 0.3, 1e-300);
    const before = values.slice();
    await checkGradients(quadratic(values, 0, 1));
    expect(values).to.deep.equal(before);
    let calls = 0;
    const failing = {
      ...quadratic(values, -1, 0),
      cost: () => {
        if (++calls > 3) throw new Error('no cost');
        return 1;
      },
    };
    expect((await rejection(checkGradients(failing))).message).to.equal('no cost');
    expect(values).to.deep.equal(before);
  });

  it('draws a seeded sample without replacement, and all where there are no more', async () => {
    const seen = async (seed: number, sampled: number): Promise<number[]> => {
      const values = new Float64Array(100);
      const moved = new Set<number>();
      const cost = quadratic(values, -1, 0);
      await checkGradients(
        {
          ...cost,
          cost: () => {
            values.forEach((theta, i) => theta !== 0 && moved.add(i));
            return cost.cost();
          },
        },
        { seed, sampled },
      );
      return [...moved];
    };
    expect(await seen(1, 10)).to.have.length(10);
    expect(await seen(1, 10)).to.deep.equal(await seen(1, 10));
    expect(await seen(1, 10)).to.not.deep.equal(await seen(2, 10));
    expect(await seen(1, 1000)).to.have.length(100);
  });

  it('tells its progress, lets the event loop turn, and stops when it is aborted', async () => {
    const values = new Float64Array(20_000);
    const slow = { ...quadratic(values, -1, 0) };
    const controller = new AbortController();
    const told: number[] = [];
    setTimeout(() => controller.abort(), 100);
    const options = {
      signal: controller.signal,
      onProgress: (done: number, total: number) => {
        expect(total).to.equal(20_000);
        told.push(done);
      },
    };
    const { name } = await rejection(checkGradients(slow, options));
    expect(name).to.equal('AbortError');
    expect(told).to.deep.equal(told.map((_, i) => i + 1));
    expect(told.length).to.be.within(1, 19_999);
    expect(values.every((theta) => theta === 0)).to.equal(true);
  });

  const wrong: [object, RegExp][] = [
    [{ step: 0 }, /^step: expected a finite number above 0, got 0$/],
    [{ step: -1e-5 }, /^step: /],
    [{ step: NaN }, /^step: /],
    [{ tolerance: 0 }, /^tolerance: /],
    [{ sampled: 0 }, /^sampled: expected a positive integer, got 0$/],
    [{ sampled: 1.5 }, /^sampled: /],
    [{ seed: -1 }, /^seed: /],
    [{ scheme: 'backward' }, /^scheme: expected central or forward, got "backward"$/],
    [{ steps: 1 }, /^options: expected only the keys .*, got "steps"$/],
  ];
  for (const [options, message] of wrong) {
    it(`refuses ${JSON.stringify(options)}`, async () => {
      const error = await rejection(checkGradients(quadratic(new Float64Array(2), -1, 0), options));
      expect(error.message).to.match(message);
      expect(error).to.have.property('code', 'INVALID_ARGUMENT');
    });
  }

  it('refuses a step that is lost beside a parameter', async () => {
    const error = await rejection(
      checkGradients(quadratic(Float64Array.of(1, 2), -1, 0), { step: 1e-25 }),
    );
    expect(error.message).to.match(/^step, once it is added to a parameter: .*, got 0$/);
  });

  it('refuses a cost that is not a number', async () => {
    const error = await rejection(
      checkGradients({ ...quadratic(new Float64Array(2), -1, 0), cost: () => NaN }),
    );
    expect(error.message).to.equal('cost: expected a finite number, got NaN');
  });
});

describe('what the gradient check is given', () => {
  const classifier = new SoftmaxClassifier(drawn(), js);
  const wrong: [string, () => unknown, RegExp][] = [
    [
      'no samples',
      () => classifierCost(classifier, samples, new Uint32Array(0), 0),
      /^numbers.length: /,
    ],
    [
      'more samples than there are',
      () => classifierCost(classifier, samples, new Uint32Array(61), 0),
      /^numbers.length: expected an integer from 1 to 60, got 61$/,
    ],
    ['λ < 0', () => classifierCost(classifier, samples, few, -1), /^lambda: .*, got -1$/],
    ['λ = NaN', () => classifierCost(classifier, samples, few, NaN), /^lambda: /],
    [
      'float32',
      () => classifierCost(new SoftmaxClassifier(drawn(3, 8, 'float32'), js), samples, few, 0),
      /^precision: expected float64, got "float32"$/,
    ],
    [
      'NaN in the data',
      () => new DenseSamples(Float64Array.of(1, 2, 3, NaN), Uint8Array.of(0, 1), 2),
      /^X\[1\]\[1\]: expected a finite number, got NaN$/,
    ],
    [
      'data of another length',
      () => new DenseSamples(new Float64Array(5), Uint8Array.of(0, 1), 2),
      /^X.length: expected 4, got 5$/,
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
    const { passed } = await checkGradients(classifierCost(classifier, own, own.inOrder, 0.1));
    expect(passed).to.equal(true);
  });
});

describeWithCifar10('the gradient check on CIFAR-10', () => {
  describeEachBackend("the assignment's first 20 samples", (backend) => {
    for (const lambda of [0, 0.1, 1]) {
      it(`with λ = ${lambda}: 300 weights and all biases within 1e-9`, async () => {
        const { training } = await cifar10Assignment();
        const real = new StandardisedSet(training, Standardiser.fit(training));
        const classifier = new SoftmaxClassifier(drawn(10, 3072), backend);
        const cost = classifierCost(classifier, real, real.inOrder.subarray(0, 20), lambda);
        const { passed, groups } = await checkGradients(cost, { sampled: 300 });
        expect(passed).to.equal(true);
        expect(groups.map(({ checked }) => checked)).to.deep.equal([300, 10]);
        for (const { largestError } of groups) expect(largestError).to.be.lessThan(1e-9);
      });
    }
  });
});
