import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { checkGradients, type CheckedCost } from '../../src/checks';
import { Standardiser, StandardisedSet } from '../../src/data';
import { Parameters } from '../../src/model';
import { costOf, LinearModel } from '../support/linear-model';
import { defaultRng } from '../../src/random';
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

/** J = Σ (i + 1) θᵢ², with a gradient that is off at one place. */
function quadratic(values: Float64Array, errorAt: number, error: number): CheckedCost {
  return {
    groups: [{ name: 'theta', shape: [2, values.length / 2], values }],
    cost: () => values.reduce((sum, theta, i) => sum + (i + 1) * theta * theta, 0),
    gradient: () => [values.map((theta, i) => 2 * (i + 1) * theta + (i === errorAt ? error : 0))],
  };
}

/** A logistic regression of x on y = 0 or 1: J = mean of ln(1 + exp(z)) − y z, where z = w x + b. */
function logistic(w: Float64Array, b: Float64Array, error = 0): CheckedCost {
  const data = [-2, -0.5, 0.3, 1.7].map((x, i) => ({ x, y: i % 2 }));
  const mean = (term: (x: number, y: number, z: number) => number): number =>
    data.reduce((sum, { x, y }) => sum + term(x, y, w[0] * x + b[0]), 0) / data.length;
  const excess = (y: number, z: number): number => 1 / (1 + Math.exp(-z)) - y;
  return {
    groups: [
      { name: 'slope', shape: [1], values: w },
      { name: 'intercept', shape: [1], values: b },
    ],
    cost: () => mean((_, y, z) => Math.log1p(Math.exp(z)) - y * z),
    gradient: () => [
      Float64Array.of(mean((x, y, z) => excess(y, z) * x)),
      Float64Array.of(mean((_, y, z) => excess(y, z)) + error),
    ],
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

describe('the gradient check of any cost', () => {
  it('passes a logistic regression, and fails one of its two groups of parameters', async () => {
    const [w, b] = [Float64Array.of(0.7), Float64Array.of(-0.2)];
    const told: (readonly number[])[] = [];
    const onProgress = (...progress: [number, number]): unknown => told.push(progress);
    const right = await checkGradients(logistic(w, b), { onProgress });
    expect(right).to.deep.include({ passed: true, causes: [] });
    for (const { largestError } of right.groups) expect(largestError).to.be.lessThan(1e-9);
    expect(told).to.deep.equal([
      [1, 2],
      [2, 2],
    ]);
    const wrong = await checkGradients(logistic(w, b, 1e-3));
    expect(wrong.passed).to.equal(false);
    expect(wrong.groups.map(({ passed }) => passed)).to.deep.equal([true, false]);
  });

  it('has the statistics that stand in its description', async () => {
    const values = Float64Array.of(1, -2, 0.5, 0);
    const start = performance.now();
    const { groups, passed, ...check } = await checkGradients(quadratic(values, 2, 0.5));
    expect(check.seconds).to.be.within(0, (performance.now() - start) / 1000);
    expect(check).to.include({ cost: 9.75, scheme: 'central', step: 1e-5 });
    expect(check).to.include({ tolerance: 1e-6, epsilon: 1e-6 });
    const [{ belowTolerance, largestError, meanError, largestRelativeError, worst }] = groups;
    expect(passed).to.equal(false);
    expect(belowTolerance).to.equal(0.75);
    expect(largestError).to.be.closeTo(0.5, 1e-8);
    expect(meanError).to.be.closeTo(0.125, 1e-8);
    expect(largestRelativeError).to.be.closeTo(0.5 / (3.5 + 3), 1e-8);
    // gₐ = (2, −8, 3.5, 0), gₙ = (2, −8, 3, 0)
    expect(groups[0].relativeErrorInNorm).to.be.closeTo(
      0.5 / (Math.sqrt(80.25) + Math.sqrt(77)),
      1e-8,
    );
    expect(worst.index).to.deep.equal([1, 0]);
    expect(worst.analytic).to.equal(3.5);
    expect(worst.numerical).to.be.closeTo(3, 1e-8);
  });

  it('takes the norm of all errors, where more than one is off', async () => {
    const ones = new Float64Array(4).fill(1);
    const cost = quadratic(ones, -1, 0);
    const off = { ...cost, gradient: () => cost.gradient().map((g) => g.map((v) => v + 0.5)) };
    const [{ relativeErrorInNorm, meanError }] = (await checkGradients(off)).groups;
    const norms = Math.hypot(2.5, 4.5, 6.5, 8.5) + Math.hypot(2, 4, 6, 8);
    expect(relativeErrorInNorm).to.be.closeTo(1 / norms, 1e-8);
    expect(meanError).to.be.closeTo(0.5, 1e-8);
  });

  it('divides by ε = 1e-6 where both derivatives are smaller', async () => {
    // At θ = 0 the costs on both sides are the same to the bit: gₙ = 0.
    const [group] = (await checkGradients(quadratic(new Float64Array(4), 2, 2e-8))).groups;
    expect(group.largestRelativeError).to.be.closeTo(0.02, 1e-12);
    expect(group.relativeErrorInNorm).to.be.closeTo(0.02, 1e-12);
    expect(group).to.include({ belowTolerance: 1, passed: false });
  });

  it('counts an error below the tolerance, not one that is equal to it', async () => {
    // Powers of two, so that gₙ = 1 and the error 2⁻²⁰ are exact.
    const values = Float64Array.of(0);
    const linear: CheckedCost = {
      groups: [{ name: 'theta', shape: [1], values }],
      cost: () => values[0],
      gradient: () => [Float64Array.of(1 + 2 ** -20)],
    };
    const passes = async (tolerance: number): Promise<boolean> => {
      const check = await checkGradients(linear, { step: 2 ** -10, tolerance });
      expect(check).to.include({ tolerance, epsilon: 1e-6 });
      return check.passed;
    };
    expect(await passes(2 ** -20)).to.equal(false);
    expect(await passes(2 ** -20 + 2 ** -40)).to.equal(true);
  });

  for (const [relative, passed] of [
    [0.9e-4, true],
    [1.1e-4, false],
  ] as const) {
    it(`${passed ? 'passes' : 'fails'} a gradient that is off by ${relative} of its size`, async () => {
      const cost = quadratic(Float64Array.of(1e-4, 2e-4), -1, 0);
      // ‖gₐ − gₙ‖ / (‖gₐ‖ + ‖gₙ‖) of gₐ = (1 + c) gₙ is c / (2 + c).
      const c = (2 * relative) / (1 - relative);
      const off = { ...cost, gradient: () => cost.gradient().map((g) => g.map((v) => v + c * v)) };
      const check = await checkGradients(off);
      expect(check.groups[0].belowTolerance).to.equal(1);
      expect(check).to.deep.include({ passed, causes: [] });
    });
  }

  it('has an error of h J″/2 by forward differences, and of none by central ones', async () => {
    const error = async (scheme: 'forward' | 'central'): Promise<number> => {
      const cost = quadratic(Float64Array.of(0.5, 0.5), -1, 0);
      const { groups, step } = await checkGradients(cost, { scheme, step: 2 ** -10 });
      expect(step).to.equal(2 ** -10);
      return groups[0].largestError;
    };
    // J″ = 2 (i + 1), at most 4.
    expect(await error('forward')).to.be.closeTo(2 ** -9, 1e-12);
    expect(await error('central')).to.equal(0);
  });

  it('divides by the step that was taken, where θ + h is rounded', async () => {
    const values = Float64Array.of(2 ** 20 + 0.1);
    const linear: CheckedCost = {
      groups: [{ name: 'theta', shape: [1], values }],
      cost: () => values[0] - 2 ** 20,
      gradient: () => [Float64Array.of(1)],
    };
    const [{ largestError }] = (await checkGradients(linear, { step: 3e-6 })).groups;
    expect(largestError).to.equal(0);
  });

  it('keeps a gradient whose arrays the cost uses again', async () => {
    const cost = logistic(Float64Array.of(0.7), Float64Array.of(-0.2));
    const buffers = [new Float64Array(1), new Float64Array(1)];
    const reusing: CheckedCost = {
      ...cost,
      cost: () => {
        for (const buffer of buffers) buffer.fill(7);
        return cost.cost();
      },
      gradient: () => {
        cost.gradient().forEach((g, i) => buffers[i].set(g));
        return buffers;
      },
    };
    expect((await checkGradients(reusing)).passed).to.equal(true);
  });

  const notFinite: [string, (cost: CheckedCost) => Partial<CheckedCost>, string][] = [
    [
      'cost beside the parameters',
      (right) => ({ cost: () => (right.groups[0].values[1] > 2 ? NaN : right.cost()) }),
      'the cost is not finite near these parameters',
    ],
    [
      'gradient',
      (right) => ({ gradient: () => right.gradient().map((g) => g.fill(NaN, 1, 2)) }),
      'the analytic gradient is not finite',
    ],
  ];
  for (const [what, breakage, cause] of notFinite) {
    it(`fails a ${what} that is NaN, and says where`, async () => {
      const cost = quadratic(Float64Array.of(1, 2, 3, 4), -1, 0);
      const check = await checkGradients({ ...cost, ...breakage(cost) });
      expect(check).to.deep.include({ passed: false, causes: [cause] });
      const [{ largestError, worst, belowTolerance }] = check.groups;
      expect(largestError).to.equal(Infinity);
      expect(worst.index).to.deep.equal([0, 1]);
      expect(belowTolerance).to.equal(0.75);
    });
  }

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

  it('leaves the parameters as they were, to the bit, also when it fails', async () => {
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
    // With replacement, 90 different ones of 100 would not come about.
    expect(await seen(1, 90)).to.have.length(90);
    expect(await seen(1, 100)).to.have.length(100);
    expect(await seen(1, 1000)).to.have.length(100);
  });

  it('draws of each kind of parameters, and says of how many', async () => {
    const cost = costOf(new LinearModel(drawn(), js), samples, few, 0.1);
    const { groups } = await checkGradients(cost, { sampled: 2 });
    expect(groups.map(({ checked, parameters }) => [checked, parameters])).to.deep.equal([
      [2, 24],
      [2, 3],
    ]);
  });

  it('says where in the whole group the worst of the sampled parameters is', async () => {
    const cost = quadratic(new Float64Array(100), -1, 0);
    const gradient = (): Float64Array[] => [Float64Array.from({ length: 100 }, (_, i) => i + 1)];
    const [{ worst }] = (await checkGradients({ ...cost, gradient }, { sampled: 10 })).groups;
    const [row, column] = worst.index;
    expect(row * 50 + column + 1).to.equal(worst.analytic);
    expect(worst.analytic).to.be.greaterThan(50);
  });

  it('tells its progress, lets the event loop turn, and stops when it is aborted', async () => {
    const values = Float64Array.from({ length: 20_000 }, (_, i) => Math.sin(i));
    const before = values.slice();
    const slow = { ...quadratic(values, -1, 0) };
    const controller = new AbortController();
    const told: number[] = [];
    let aborted = Infinity;
    setTimeout(() => {
      aborted = performance.now();
      controller.abort();
    }, 100);
    const options = {
      signal: controller.signal,
      onProgress: (done: number, total: number) => {
        expect(total).to.equal(20_000);
        told.push(done);
      },
    };
    const { name } = await rejection(checkGradients(slow, options));
    expect(name).to.equal('AbortError');
    expect(performance.now() - aborted).to.be.within(0, 500);
    expect(told).to.deep.equal(told.map((_, i) => i + 1));
    expect(told.length).to.be.within(1, 19_999);
    expect(values).to.deep.equal(before);
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
    [{ steps: 1 }, /^options: expected only the keys .*, got "steps": did you mean step\?$/],
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

  it('passes a right gradient near an optimum, where rounding is larger than it', async () => {
    const near = Float64Array.from({ length: 250 }, (_, i) => 1e-13 * Math.sin(i));
    const right = quadratic(near, -1, 0);
    const check = await checkGradients({ ...right, cost: () => 1 + right.cost() });
    expect(check.passed).to.equal(true);
    expect(check.groups[0].relativeErrorInNorm).to.be.lessThan(1);
  });

  it('refuses gradients that are not one for each group, of its length', async () => {
    const cost = quadratic(new Float64Array(4), -1, 0);
    const refused = async (changes: Partial<CheckedCost>) =>
      (await rejection(checkGradients({ ...cost, ...changes }))).message;
    expect(await refused({ groups: [] })).to.match(/^groups.length: expected a positive integer/);
    expect(await refused({ gradient: () => [] })).to.equal('gradient().length: expected 1, got 0');
    expect(await refused({ gradient: () => [new Float64Array(3)] })).to.equal(
      'gradient()[0].length: expected 4, got 3',
    );
  });

  it('does not begin when it is aborted beforehand', async () => {
    const cost = quadratic(new Float64Array(2), -1, 0);
    const error = await rejection(checkGradients(cost, { signal: AbortSignal.abort() }));
    expect(error.name).to.equal('AbortError');
  });
});
