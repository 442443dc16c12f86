/**
 * onelayer trains multi-class linear classifiers, and predicts with them.
 *
 * It exports what programs call, construct, or name in their own types. Types that only appear
 * inside these are on the API site and in the declarations, but aren't exported.
 *
 * @packageDocumentation
 * @mergeModuleWith <project>
 */
export { selectBackend, type Backend, type BackendOptions, type BackendReport } from './backend';
export {
  checkGradients,
  checkPrecision,
  Doctor,
  trainingCost,
  TrainingWatch,
  type CheckedCost,
  type Finding,
  type GradientCheck,
  type GradientCheckOptions,
  type ParameterGroup,
  type PrecisionCheck,
  type PrecisionOptions,
  type Subject,
  type TrainingCostOptions,
} from './checks';
export {
  CIFAR10_CLASSES,
  CIFAR100_COARSE_CLASSES,
  CIFAR100_FINE_CLASSES,
  cacheFolder,
  dataSet,
  fetchCifar10,
  loadCifar10,
  loadCifar100,
  loadCsv,
  loadIdx,
  loadNpy,
  loadNpz,
  loadPictures,
  loadSafetensors,
  loadSvmlight,
  openCifar10,
  openIdx,
  openNpy,
  openRows,
  partOf,
  planesOf,
  readNpy,
  RowsOnDisk,
  split,
  subset,
  type Cifar10FileName,
  type Cifar10Options,
  type Cifar100Options,
  type CsvOptions,
  type DataSet,
  type DataSetParts,
  type Features,
  type FetchedCifar10,
  type FetchProgress,
  type IdxOptions,
  type ImageShape,
  type Label,
  type LabelType,
  type LoadedCifar10,
  type LoadedCifar100,
  type NpyArray,
  type NpyFiles,
  type NpzOptions,
  type PicturesOptions,
  type ReadingProgress,
  type Row,
  type OnDiskOptions,
  type RowsInFile,
  type RowsInFiles,
  type SafetensorsOptions,
  type SplitOptions,
  type SvmlightOptions,
} from './data';
export {
  patchFeatures,
  type PatchFeatures,
  type PatchOptions,
  type PatchSettings,
  type PatchTensors,
  type TransformOptions,
} from './patches';
export {
  fit,
  lambdaPath,
  LinearClassifier,
  sweep,
  train,
  type Candidate,
  type ClassifierOptions,
  type ComputeOptions,
  type Fit,
  type FitDataOptions,
  type FitInput,
  type Contribution,
  type Explanation,
  type FitOptions,
  type FitResult,
  type FitTest,
  type LambdaPath,
  type LambdaPathOptions,
  type LambdaPathResult,
  type Rows,
  type Sample,
  type SetEvaluation,
  type Sweep,
  type SweepOptions,
  type SweepResult,
  type TemperatureFit,
  type Training,
  type TrainingInput,
  type TrainingResult,
  type TrainOptions,
  type Understood,
} from './library';
// Not from './tables', whose index has readers of files, with Node's types in their declarations.
export type { Preparation } from './tables/preparation';
export type { TableRecord } from './tables/record';
export type { Table } from './tables/table';
export { OnelayerError, type ErrorCode, type WarningCode } from './errors';
export {
  calibration,
  classExamples,
  classMetrics,
  confusionMatrix,
  f1,
  trueClassHistogram,
  wilsonInterval,
  type Prediction,
  type Calibration,
  type ClassExamples,
  type ClassMetrics,
  type Evaluation,
  type Interval,
  type Loss,
  type TrueClassBin,
} from './model';
export { defaultRng, Generator, type GeneratorState } from './random';
// Not from './report', whose index loads zod and everything that checks and prints files.
export { makeReport, type ReportOptions } from './report/make-report';
export type { FigureFormat, ReportFormat } from './report/report-options';
export type { ReportedRun, Results } from './report/results/results';
export {
  readJournal,
  type DescentProgress,
  type Halving,
  type PathProgress,
  type SearchResults,
  type SearchSpace,
  type SweepJournal,
  type SweepProgress,
  type Trial,
} from './search';
export {
  verifyResults,
  type Verdict,
  type VerifiedFile,
  type VerifyOptions,
  type VerifyProgress,
} from './verify';
export {
  DEFAULT_SETTINGS,
  readCheckpoint,
  type Certificate,
  writeCheckpoint,
  type AnyEpochRecord,
  type EarlyStopping,
  type EpochRecord,
  type GivenSettings,
  type Schedule,
  type ScheduleText,
  type Snapshot,
  type TrainingSettings,
} from './training';
