import type { LoadedCifar10 } from '../data';
import type { RunData } from '../training';

/** The files of CIFAR-10 that the assignment trains, validates and tests on. */
export const ASSIGNMENT_FILES = ['data_batch_1', 'data_batch_2', 'test_batch'] as const;

/** Their parts in a run. */
export function assignmentData({
  sets,
}: LoadedCifar10<(typeof ASSIGNMENT_FILES)[number]>): RunData {
  return {
    training: sets.data_batch_1,
    validation: sets.data_batch_2,
    test: sets.test_batch,
  };
}
