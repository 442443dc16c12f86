import type { DataSet } from '../data-set';
import { partOf } from '../part-of';
import { CIFAR10_FILE_NAMES, type Cifar10FileName } from './files';
import type { LoadedCifar10 } from './load';

/** The files of CIFAR-10 that the assignment uses for training, validation and testing. */
export const ASSIGNMENT_FILES = ['data_batch_1', 'data_batch_2', 'test_batch'] as const;

/** The files of all training images. */
export const TRAINING_BATCHES: readonly Cifar10FileName[] = CIFAR10_FILE_NAMES.filter(
  (name) => name !== 'test_batch',
);

/** A training and a validation set. */
export interface CourseSets {
  readonly training: DataSet;
  readonly validation: DataSet;
}

/**
 * Parts the training images: the assignment's `data_batch_1` and `data_batch_2`, or all batches, whose
 * last images validate while the others train, as views of one array.
 *
 * @param loaded   the files of the sets, perhaps followed by others
 * @param heldOut  the number of last images of all batches that validate; null for the assignment's sets
 */
export function courseSets({ sets, all }: LoadedCifar10, heldOut: number | null): CourseSets {
  if (heldOut === null) return { training: sets.data_batch_1, validation: sets.data_batch_2 };
  const first = batchImages({ sets }) - heldOut;
  return {
    training: partOf(all, 'the training batches', 0, first),
    validation: partOf(all, `the last ${heldOut} of the training batches`, first, heldOut),
  };
}

/** The number of images in all training batches. */
export function batchImages({ sets }: Pick<LoadedCifar10, 'sets'>): number {
  return TRAINING_BATCHES.reduce((sum, name) => sum + sets[name].samples, 0);
}
