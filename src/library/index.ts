export type { TemperatureFit } from './calibrate';
export type { SetEvaluation } from './evaluation';
export { fit, Fit } from './fit/fit';
export type { FitResult } from './fit/fit-result';
export type { FitPlan, FitProgress } from './fit/fit-plan';
export type { FitCalibration } from './fit/calibrating';
export type { ClassReport, FitTest } from './fit/fit-test';
export type { FitDataOptions, FitInput, FitParts, LabelledInput } from './fit/options';
export type { Understood } from './fit/understood';
export type { Contribution, Explanation } from './explain';
export { LinearClassifier } from './linear-classifier';
export type {
  ClassifierOptions,
  ComputeOptions,
  FitOptions,
  TrainingInput,
  TrainOptions,
} from './options';
export type { Candidate } from './predictor';
export type { Rows, Sample } from './rows';
export {
  LambdaPath,
  lambdaPath,
  type LambdaPathOptions,
  type LambdaPathResult,
} from './lambda-path';
export { Sweep, sweep, type SweepOptions, type SweepResult } from './sweep';
export { train, type TrainingResult } from './train';
export { Training } from './training';
