import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageFolder } from '../../src/files';
import type { Evaluation, Dtype } from '../../src/model';

/** The metrics after an epoch. */
export interface CheckedEpoch {
  readonly train: Evaluation;
  readonly validation: Evaluation;
}

/** NumPy's float64 run of a configuration: see `test/fixtures/README.md`. */
export interface ReferenceRun {
  readonly lambda: number;
  readonly eta: number;
  readonly shuffle: boolean;
  readonly history: readonly CheckedEpoch[];
  readonly test: Evaluation;
}

/** The largest differences from a reference that pass. */
export interface Tolerance {
  /** The relative difference of losses and costs. */
  readonly cost: number;
  /** The difference of accuracies, which are fractions. */
  readonly accuracy: number;
}

/** For the reference's own run, random numbers included: the tests' tolerances. */
export const SAME_RUN: Readonly<Record<Dtype, Tolerance>> = {
  float64: { cost: 1e-9, accuracy: 0 },
  float32: { cost: 2e-5, accuracy: 0.0003 },
};

/** For a run of the same model with other random numbers: initial weights, order of samples. */
export const SAME_MODEL: Tolerance = { cost: 0.06, accuracy: 0.03 };

/** The shuffled runs of the four configurations, seed 42. */
export function referenceRuns(): ReferenceRun[] {
  const file = path.join(packageFolder(), 'test/fixtures/cifar10-reference-seed42.json');
  const { runs } = JSON.parse(readFileSync(file, 'utf8')) as { runs: ReferenceRun[] };
  return runs.filter(({ shuffle }) => shuffle);
}

/** The run of configuration 2. */
export function baseRun(): ReferenceRun {
  const run = referenceRuns().find(({ lambda, eta }) => lambda === 0 && eta === 0.001);
  if (!run) throw new Error('the reference has no run of configuration 2');
  return run;
}

/** An evaluation's fault; null if there is none. */
function deviation(actual: Evaluation, expected: Evaluation, tolerance: Tolerance): string | null {
  for (const figure of ['loss', 'cost'] as const) {
    const error = Math.abs(actual[figure] / expected[figure] - 1);
    // Written so that NaN fails.
    if (!(error <= tolerance.cost)) {
      return `${figure}: expected ${expected[figure]}, got ${actual[figure]}`;
    }
  }
  const error = Math.abs(actual.accuracy - expected.accuracy);
  // A hair more than the tolerance, for the rounding of the subtraction.
  if (error <= tolerance.accuracy + 1e-12) return null;
  return `accuracy: expected ${expected.accuracy}, got ${actual.accuracy}`;
}

/** Asserts that a run follows the reference from its first epoch on. */
export function assertFollows(
  name: string,
  epochs: readonly CheckedEpoch[],
  reference: ReferenceRun,
  tolerance: Tolerance,
): void {
  if (epochs.length === 0) throw new Error(`${name}: expected an epoch to check, got none`);
  for (const [i, epoch] of epochs.entries()) {
    for (const set of ['train', 'validation'] as const) {
      const wrong = deviation(epoch[set], reference.history[i][set], tolerance);
      if (wrong !== null) throw new Error(`${name}, epoch ${i + 1}, ${set}: ${wrong}`);
    }
  }
}
