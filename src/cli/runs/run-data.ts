import {
  CIFAR10_FILE_NAMES,
  partOf,
  type Cifar10FileName,
  type DataSet,
  type LoadedCifar10,
} from '../../data';
import { assertInteger } from '../../errors';
import type { TrainingData } from '../../training';
import type { RunOptions } from './run-options';

/** The files of CIFAR-10 that the assignment uses for training, validation and testing. */
export const ASSIGNMENT_FILES = ['data_batch_1', 'data_batch_2', 'test_batch'] as const;

/** The data of a run that is evaluated on a test set after its last epoch. */
export interface RunData extends TrainingData {
  readonly test: DataSet;
}

/** The options that choose the training and the validation data. */
export type DataChoice = Pick<RunOptions, 'allBatches' | 'validation'>;

/** The default number of images held out of all batches for validation. */
const HELD_OUT = 1000;

const isTraining = (name: Cifar10FileName): boolean => name !== 'test_batch';

/** Returns the files for training and validation. */
export function trainingFiles({ allBatches }: DataChoice): readonly Cifar10FileName[] {
  return (allBatches ? CIFAR10_FILE_NAMES : ASSIGNMENT_FILES).filter(isTraining);
}

/**
 * Returns the training and validation sets: the assignment's, or all batches, split into the last
 * images for validation and the others for training, as views of one array.
 *
 * @param loaded  the files of `trainingFiles`, perhaps followed by others
 */
export function trainingData(
  { sets, all }: LoadedCifar10,
  { allBatches, validation = HELD_OUT }: DataChoice,
): TrainingData {
  if (!allBatches) return { training: sets.data_batch_1, validation: sets.data_batch_2 };
  const batches: readonly DataSet[] = CIFAR10_FILE_NAMES.filter(isTraining).map(
    (name) => sets[name],
  );
  const images = batches.reduce((sum, { samples }) => sum + samples, 0);
  assertInteger('--validation', validation, 1, images - 1);
  const first = images - validation;
  return {
    training: partOf(all, 'the training batches', 0, first),
    validation: partOf(all, `the last ${validation} of the training batches`, first, validation),
  };
}
