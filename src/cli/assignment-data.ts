/** The files of CIFAR-10 that the assignment trains, validates and tests on. */
export const ASSIGNMENT_FILES = ['data_batch_1', 'data_batch_2', 'test_batch'] as const;
