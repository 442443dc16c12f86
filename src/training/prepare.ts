import type { Backend } from '../backend';
import {
  assertDataSet,
  assertingFinite,
  assertLike,
  flipping,
  Standardiser,
  type DataSet,
} from '../data';
import { assertDefined } from '../errors';
import type { Steps } from '../pacing';
import { assertSettings, wholeSettings, type TrainingSettings } from './settings';

/** The data of a training, with or without a validation set. */
export interface AnyTrainingData {
  /** The samples to train on. */
  readonly training: DataSet;
  /** Samples to evaluate after each epoch, for learning curves and early stopping. */
  readonly validation?: DataSet;
}

/** The data of a training with a validation set. */
export interface TrainingData extends AnyTrainingData {
  readonly validation: DataSet;
}

/**
 * Checks data and settings, and does beforehand, in steps, what a trainer would otherwise do at once:
 * fitting the standardiser, mirroring images, measuring how samples pass. All of it is remembered
 * with the data and in the process.
 *
 * @throws TypeError or RangeError naming the setting, or the field of the data, that is no good
 */
export function* preparing(
  backend: Backend,
  { training, validation }: AnyTrainingData,
  given: TrainingSettings,
): Steps<void> {
  assertDataSet('training', training);
  if (validation !== undefined) assertLike('validation', validation, training);
  assertSettings(given, training);
  const settings = wholeSettings(given);
  if (settings.earlyStopping !== null) {
    assertDefined('validation', validation, 'a validation set for early stopping');
  }
  yield* assertingFinite('training', training);
  if (validation !== undefined) yield* assertingFinite('validation', validation);
  const seen = settings.horizontalFlips ? yield* flipping(training) : training;
  if (settings.standardise) yield* Standardiser.fitting(seen);
  const { classes, features } = training;
  yield* backend.planning({ classes: classes.length, features, precision: settings.precision });
}
