import {
  ASSIGNMENT_FILES,
  batchImages,
  courseSets,
  TRAINING_BATCHES,
  type Cifar10FileName,
  type DataSet,
  type LoadedCifar10,
} from '../../data';
import { assertInteger } from '../../errors';
import type { TrainingData } from '../../training';
import type { RunOptions } from './run-options';

/** The data of a run that is evaluated on a test set after its last epoch. */
export interface RunData extends TrainingData {
  readonly test: DataSet;
}

/** What results and the live page say of the data. */
export function dataFacts({ training, validation, test }: RunData) {
  const { classes, image = null } = training;
  const samples = {
    training: training.samples,
    validation: validation.samples,
    test: test.samples,
  };
  return { samples, classes, image };
}

/** The options that choose the training and the validation data. */
export type DataChoice = Pick<RunOptions, 'allBatches' | 'validation'>;

/** The default number of images held out of all batches for validation. */
const HELD_OUT = 1000;

/** Returns the files for training and validation. */
export function trainingFiles({ allBatches }: DataChoice): readonly Cifar10FileName[] {
  return allBatches ? TRAINING_BATCHES : ASSIGNMENT_FILES.filter((name) => name !== 'test_batch');
}

/**
 * Returns the training and validation sets that the options choose: see `courseSets`.
 *
 * @param loaded  the files of `trainingFiles`, perhaps followed by others
 */
export function trainingData(
  loaded: LoadedCifar10,
  { allBatches, validation = HELD_OUT }: DataChoice,
): TrainingData {
  if (!allBatches) return courseSets(loaded, null);
  assertInteger('--validation', validation, 1, batchImages(loaded) - 1);
  return courseSets(loaded, validation);
}
