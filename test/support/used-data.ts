import { CIFAR10_FILES } from '../../src/data';
import type { DataReport } from '../../src/report';

/** All six files, as `--all-batches` uses them. */
export const ALL_DATA: DataReport = { source: 'the cache', files: CIFAR10_FILES };

/** The three files that the assignment uses. */
export const ASSIGNMENT_DATA: DataReport = {
  source: 'the cache',
  files: CIFAR10_FILES.filter(({ name }) => !/[345]$/.test(name)),
};
