/** onelayer as a library: data, the classifier's training, and what comes of it. */
export { selectBackend, type Backend, type BackendOptions, type BackendReport } from './backend';
export {
  checkGradients,
  checkPrecision,
  classifierCost,
  Doctor,
  TrainingWatch,
  type Area,
  type CheckedCost,
  type Finding,
  type GradientCheck,
  type GradientCheckOptions,
  type GroupComparison,
  type ParameterGroup,
  type PrecisionCheck,
  type PrecisionOptions,
  type Subject,
  type Verdict,
} from './checks';
export {
  CIFAR10_CLASSES,
  CIFAR10_FILES,
  cacheFolder,
  DenseSamples,
  fetchCifar10,
  loadCifar10,
  StandardisedSet,
  Standardiser,
  type Cifar10FileName,
  type Cifar10Options,
  type DataSet,
  type LoadedCifar10,
  type Samples,
} from './data';
export { OnelayerError, type ErrorCode } from './errors';
export {
  Parameters,
  SoftmaxClassifier,
  type Evaluation,
  type Outputs,
  type Precision,
} from './model';
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
