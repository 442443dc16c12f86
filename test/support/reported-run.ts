import { classMetrics } from '../../src/model';
import type { ReportedRun, TestAnalysis } from '../../src/report';
import { DEFAULT_SETTINGS, type EpochRecord } from '../../src/training';

/** The figures after each epoch. */
export interface Curves {
  /** The training costs. */
  readonly costs: readonly number[];
  /** The training losses. By default the costs. */
  readonly losses?: readonly number[];
  /** The validation losses. By default 0.1 above the costs. */
  readonly validationLosses?: readonly number[];
  /** The training and validation accuracies, constant over the epochs. */
  readonly accuracies?: readonly [number, number];
}

/** The history of a training with these curves. */
export function historyOf({
  costs,
  losses = costs,
  validationLosses = costs.map((cost) => cost + 0.1),
  accuracies: [train, validation] = [0.4, 0.39],
}: Curves): EpochRecord[] {
  return costs.map((cost, i) => ({
    epoch: i + 1,
    train: { loss: losses[i], cost, accuracy: train },
    validation: {
      loss: validationLosses[i],
      cost: validationLosses[i],
      accuracy: validation,
    },
    outputs: { predicted: [10], saturated: 0 },
    updateRatio: 1e-3,
    seconds: { training: 1, evaluation: 1 },
  }));
}

/** Configuration 2's run with these curves, and with changes; without a test, unless they have one. */
export function runOf(curves: Curves, changes: Partial<ReportedRun> = {}): ReportedRun {
  return {
    ...DEFAULT_SETTINGS,
    configuration: 2,
    history: historyOf(curves),
    test: null,
    seconds: 1,
    findings: null,
    analysis: null,
    folder: null,
    ...changes,
  };
}

/** Code of one's own that trained a run. */
export const ownCode = () => ({
  file: 'mine.js',
  sha256: 'a'.repeat(64),
  functions: ['gradient', 'update'],
});

/** A test's evaluation. */
export const tested = (accuracy: number) => ({ loss: 1, cost: 1, accuracy });

/** An analysis of 10,000 predictions of two classes, half of each taken for the other; with changes. */
export function analysisOf({
  confusion = [
    [2500, 2500],
    [2500, 2500],
  ],
  confidence = 0.5,
  expectedError = 0,
  norm = 1,
}: {
  readonly confusion?: readonly (readonly number[])[];
  readonly confidence?: number;
  readonly expectedError?: number;
  readonly norm?: number;
} = {}): TestAnalysis {
  return {
    samples: confusion.flat().reduce((sum, count) => sum + count, 0),
    confusion,
    classes: classMetrics(confusion),
    calibration: { bins: [], expectedError, confidence },
    trueClass: [],
    examples: confusion.map(() => ({ hits: [], mistakes: [] })),
    weights: { norm, largest: 1 },
  };
}
