export type { TemperatureFit } from './calibrate';
export { LinearClassifier, type FitOptions } from './linear-classifier';
export type { ClassifierOptions, ComputeOptions, TrainingInput, TrainOptions } from './options';
export type { Candidate, SetEvaluation } from './predictor';
export type { Rows } from './rows';
export { train, type TrainingResult } from './train';
export { Training } from './training';
