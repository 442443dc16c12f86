import { expect } from 'chai';
import fc from 'fast-check';
import type { Backend } from '../../src/backend';
import { defaultRng } from '../../src/random';
import { finish } from '../../src/tasks';
import { prepareJob, run, snapshotOf, type Snapshot } from '../../src/training';
import type { HessianOf } from '../../src/training/solvers/lbfgs/hessian';
import { Newton } from '../../src/training/solvers/lbfgs/newton';
import { describeEachBackend } from '../support/backends';
import { boundsOf, problemOf, solved } from '../support/certified';
import { derivativesAt, type ConvexProblem } from '../support/convex-problem';
import { dataOf, randomProblem, type RandomProblem } from '../support/random-problem';
import { thorough } from '../support/thorough';
import { runToEnd, stateOf } from '../support/trainings';

/** Six classes by one number: L-BFGS takes more than 1,000 iterations to a gap of 10⁻¹⁰. */
const SLOW: RandomProblem = {
  samples: 12,
  features: 1,
  classes: 6,
  separation: 0.5,
  seed: 145652988,
  isWeighted: false,
  settings: { lambda: 1e-6, loss: 'cross-entropy', labelSmoothing: 0, standardise: false },
};

/** In float32, its cost falls too little for L-BFGS to go on, from the 39th iteration on. */
const STALLED: RandomProblem = {
  samples: 51,
  features: 55,
  classes: 2,
  separation: 0.5,
  seed: 1102302429,
  isWeighted: true,
  settings: { ...SLOW.settings, lambda: 4.898336038634064e-7 },
};

const PROBLEMS = [
  { what: 'slow', problem: SLOW, dtype: 'float64' },
  { what: 'stalled', problem: STALLED, dtype: 'float32' },
] as const;

/** θ of random scores of about 1, where no probability is so small that rounding hides its curvature. */
function randomTheta({ X, classes: K, features: d, samples }: ConvexProblem, seed: number) {
  const generator = defaultRng(seed);
  const sizes = Array.from({ length: d }, (_, j) => {
    const column = Array.from({ length: samples }, (__, i) => X[i * d + j]);
    return Math.hypot(...column) / Math.sqrt(samples / d);
  });
  return Float64Array.from({ length: K * (d + 1) }, (_, at) => {
    const size = sizes.at(at % (d + 1)) ?? 1;
    return generator.standardNormal() / size;
  });
}

/** [W, b] of K×(d + 1), where b is the last column. */
function flat(theta: Float64Array, K: number, d: number): Float64Array {
  const rows = Array.from({ length: K }, (_, k) => theta.subarray(k * (d + 1), (k + 1) * (d + 1)));
  return Float64Array.from([
    ...rows.flatMap((row) => [...row.subarray(0, d)]),
    ...rows.map((row) => row[d]),
  ]);
}

/** ‖H x + g‖ relative to the terms of its sums, where the lower triangle of H is filled. */
function residual(H: Float64Array, x: Float64Array, g: Float64Array): number {
  let [left, terms] = [0, 0];
  for (let i = 0; i < g.length; i++) {
    let sum = g[i];
    for (let j = 0; j < g.length; j++) {
      const term = H[Math.max(i, j) * g.length + Math.min(i, j)] * x[j];
      sum += term;
      terms += term ** 2;
    }
    left += sum ** 2;
  }
  return Math.sqrt(left / terms);
}

describe("the patience before Newton's method", () => {
  const patience = (rows: number, isWarm: boolean, size = 1): number => {
    const shape = { classes: 5, features: 9 };
    const of = { shape, source: { rows }, all: { size } } as unknown as HessianOf;
    return Newton.for(of, isWarm)!.patience;
  };

  it('is short near another optimum of few rows, whose steps cost hardly more than a pass', () => {
    expect(patience(800, true)).to.equal(6);
    expect(patience(1e6, true)).to.be.within(48, 50);
    expect(patience(800, false)).to.equal(50);
  });

  it('is the same in several processes, whatever their rows', () => {
    expect(patience(10, true, 2)).to.equal(patience(1000, true, 2));
  });
});

describeEachBackend("Newton's method", (backend: Backend) => {
  it('solves for the second derivatives of the cost', async () => {
    const property = fc.asyncProperty(randomProblem, fc.nat(), async (problem, seed) => {
      const { classes: K, features: d, settings } = problem;
      // More rows than are added at once.
      const set = dataOf({ ...problem, samples: 3 * problem.samples });
      const convex = problemOf(set, settings);
      const theta = randomTheta(convex, seed);
      const { gradient, hessian } = derivativesAt(convex, theta);
      const job = await prepareJob(backend, { training: set }, [
        { ...settings, solver: 'lbfgs', dtype: 'float64' },
      ]);
      const newton = Newton.for({
        ...{ all: job.all, backend, objective: job.objective, source: job.data.rows },
        ...{ shape: job.parameters.members[0], lambda: settings.lambda },
        mean: convex.X.subarray(0, d),
      });
      const step = finish(newton!.direction(flat(theta, K, d), flat(gradient, K, d)));
      const rows = Array.from({ length: K }, (_, k) => [
        ...step.subarray(k * d, (k + 1) * d),
        step[K * d + k],
      ]);
      expect(residual(hessian, Float64Array.from(rows.flat()), gradient)).to.be.lessThan(1e-9);
    });
    await fc.assert(property, { numRuns: thorough(200, 20) });
  });

  for (const { what, problem, dtype } of PROBLEMS) {
    it(`goes on to the same bits after each iteration of what is ${what} for L-BFGS`, async () => {
      const data = { training: dataOf(problem) };
      const settings = [problem.settings.lambda, 1].map((lambda) => ({
        ...problem.settings,
        ...({ lambda, solver: 'lbfgs', dtype } as const),
      }));
      const whole = await prepareJob(backend, data, settings);
      const kept: Snapshot[] = [];
      for await (const { kind } of run(whole))
        if (kind === 'epoch') kept.push(await snapshotOf(whole));
      const end = stateOf(await snapshotOf(whole));
      expect(kept).to.have.length.within(40, 200);
      for (const resume of kept.slice(-25)) {
        const job = await prepareJob(backend, data, settings, { resume });
        await runToEnd(job);
        expect(stateOf(await snapshotOf(job))).to.deep.equal(end);
      }
    });
  }
});

describe("Newton's method", () => {
  for (const { what, problem } of PROBLEMS) {
    for (const dtype of ['float32', 'float64'] as const) {
      it(`ends what is ${what} for L-BFGS, in ${dtype}`, async () => {
        const result = await solved(dataOf(problem), problem.settings, { dtype, tolerance: 1e-6 });
        expect(result.history).to.have.length.below(200);
        expect(boundsOf(result).isReached, String(boundsOf(result).reason)).to.equal(true);
      });
    }
  }
});
