import {
  assertBoolean,
  assertInteger,
  assertKnownKeys,
  assertNonNegative,
  assertOneOf,
  assertPositive,
} from '../errors';
import type { Precision } from '../model';

/** What decides a run, together with its data. */
export interface TrainingSettings {
  /** λ, the weight decay: the cost is loss + λ Σ W². */
  readonly lambda: number;
  /** η, the learning rate. */
  readonly eta: number;
  readonly epochs: number;
  /** n_b, the samples in a mini-batch. */
  readonly batchSize: number;
  /** Of the generator that draws the initial weights, then each epoch's order. */
  readonly seed: number;
  /** Whether each epoch takes the samples in a new random order. */
  readonly shuffle: boolean;
  readonly precision: Precision;
}

/** Those of the assignment; λ and η are configuration 2's. */
export const DEFAULT_SETTINGS: TrainingSettings = {
  lambda: 0,
  eta: 0.001,
  epochs: 40,
  batchSize: 100,
  seed: 42,
  shuffle: true,
  precision: 'float32',
};

/**
 * Asserts that a run can be made with these settings.
 *
 * @param samples  n, of the training set; a mini-batch has at most as many
 */
export function assertSettings(settings: TrainingSettings, samples: number): void {
  assertKnownKeys('settings', settings, Object.keys(DEFAULT_SETTINGS));
  assertNonNegative('lambda', settings.lambda);
  assertPositive('eta', settings.eta);
  assertInteger('epochs', settings.epochs, 1);
  assertInteger('batchSize', settings.batchSize, 1, samples);
  assertInteger('seed', settings.seed, 0);
  assertBoolean('shuffle', settings.shuffle);
  assertOneOf('precision', settings.precision, ['float32', 'float64']);
}
