export type { TemperatureFit } from './calibrate';
export type { SetEvaluation } from './evaluation';
export { LinearClassifier } from './linear-classifier';
export type {
  ClassifierOptions,
  ComputeOptions,
  FitOptions,
  TrainingInput,
  TrainOptions,
} from './options';
export type { Candidate } from './predictor';
export { assertRow, type Rows } from './rows';
export {
  LambdaPath,
  lambdaPath,
  type LambdaPathOptions,
  type LambdaPathResult,
} from './lambda-path';
export { Sweep, sweep, type SweepOptions, type SweepResult } from './sweep';
export { train, type TrainingResult } from './train';
export { Training } from './training';
