export { cacheFolder } from '../../files';
export { fetchCifar10, type FetchedCifar10, type FetchedFile } from './fetch';
export { CIFAR10_CLASSES, CIFAR10_FILE_NAMES, CIFAR10_FILES, type Cifar10FileName } from './files';
export {
  ASSIGNMENT_FILES,
  batchImages,
  courseSets,
  TRAINING_BATCHES,
  type CourseSets,
} from './course-sets';
export { loadCifar10, type LoadedCifar10 } from './load';
export type { Cifar10Options, Cifar10World } from './options';
export type { FetchProgress } from './sources/source';
