/** onelayer as a library: data, the classifier's training, and what comes of it. */
export { selectBackend, type Backend, type BackendOptions, type BackendReport } from './backend';
export {
  CIFAR10_CLASSES,
  CIFAR10_FILES,
  cacheFolder,
  fetchCifar10,
  loadCifar10,
  Standardiser,
  type Cifar10FileName,
  type Cifar10Options,
  type DataSet,
  type LoadedCifar10,
} from './data';
export { OnelayerError, type ErrorCode } from './errors';
export { Parameters, SoftmaxClassifier, type Evaluation, type Precision } from './model';
export { defaultRng, Generator, type GeneratorState } from './random';
export {
  CONFIGURATIONS,
  DEFAULT_SETTINGS,
  train,
  Trainer,
  type Configuration,
  type EpochRecord,
  type RunData,
  type RunListeners,
  type RunRecord,
  type TrainedRun,
  type TrainingData,
  type TrainingSettings,
} from './training';
