import fc from 'fast-check';
import { dataSet, type DataSet } from '../../src/data';
import type { Loss } from '../../src/model';
import { defaultRng } from '../../src/random';

/** A small convex training: data that `seed` draws, and settings. */
export interface RandomProblem {
  /** n, at least K: each class has a sample that counts. */
  readonly samples: number;
  readonly features: number;
  readonly classes: number;
  /** The deviation of the classes' means, in units of the noise. */
  readonly separation: number;
  readonly seed: number;
  readonly isWeighted: boolean;
  readonly settings: {
    readonly lambda: number;
    readonly loss: Exclude<Loss, 'hinge'>;
    readonly labelSmoothing: number;
    readonly standardise: boolean;
  };
}

/** Problems of all kinds, which shrink to small and plain ones. */
export const randomProblem: fc.Arbitrary<RandomProblem> = fc.record({
  samples: fc.integer({ min: 5, max: 200 }).map((n) => Math.max(n, 6)),
  features: fc.integer({ min: 1, max: 30 }),
  classes: fc.integer({ min: 2, max: 6 }),
  separation: fc.constantFrom(0, 0.5, 3),
  seed: fc.nat(),
  isWeighted: fc.boolean(),
  settings: fc.record({
    lambda: fc.double({ min: -6, max: 2, noNaN: true }).map((exponent) => 10 ** exponent),
    loss: fc.constantFrom('cross-entropy', 'binary-cross-entropy'),
    labelSmoothing: fc.constantFrom(0, 0.1),
    standardise: fc.boolean(),
  }),
});

/** Features of different means and scales; of a weighted problem, a fifth of the samples don't count. */
export function dataOf(problem: RandomProblem): DataSet {
  const { samples: n, features: d, classes: K, separation, seed, isWeighted } = problem;
  const generator = defaultRng(seed);
  const normal = (): number => generator.standardNormal();
  const scale = Array.from({ length: d }, () => 10 ** (2 * generator.random() - 1));
  const mean = Array.from({ length: d }, normal);
  const centres = Array.from({ length: K * d }, () => separation * normal());
  const labels = Array.from({ length: n }, (_, i) => (i < K ? i : generator.integers(0, K)));
  const X = Float64Array.from({ length: n * d }, (_, at) => {
    const j = at % d;
    return scale[j] * (mean[j] + centres[labels[(at - j) / d] * d + j] + normal());
  });
  const weight = (_: unknown, i: number): number =>
    i >= K && generator.random() < 0.2 ? 0 : 0.1 + 3 * generator.random();
  const weights = isWeighted ? Array.from({ length: n }, weight) : undefined;
  const classes = Array.from({ length: K }, (_, k) => `class ${k}`);
  return dataSet({ X, labels: labels.map((k) => classes[k]), features: d, classes, weights });
}
