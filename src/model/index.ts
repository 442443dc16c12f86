export { isFiniteModel, type FittedModel, type Provenance } from './fitted-model';
export { fold, type FoldedModel } from './fold';
export { scoresForward } from './linear-scores';
export {
  argmax,
  DEFAULT_LOSS,
  LOSS_FUNCTIONS,
  LOSSES,
  toProbabilities,
  type Derivatives,
  type LabelledScores,
  type Loss,
  type LossFunction,
  type ScoredRows,
} from './losses';
export { calibration, type Calibration } from './metrics/calibration';
export { classMetrics, confusionMatrix, type ClassMetrics } from './metrics/confusion-matrix';
export { classExamples, type ClassExamples, type Example } from './metrics/examples';
export { f1 } from './metrics/f1';
export { fittingTemperature, TEMPERATURES } from './metrics/temperature';
export { isRight, RecordedPredictions, type Prediction } from './metrics/predictions';
export { wilsonInterval, type Interval } from './metrics/wilson';
export { trueClassHistogram, type TrueClassBin } from './metrics/true-class-histogram';
export { assertLabelSmoothing, canSmooth, CROSS_ENTROPY, type Objective } from './objective';
export { Parameters, ParameterStack, type Dtype, type Stack } from './parameters';
export { plainStep, type StepRule } from './step-rule';
export { norm, rangeOf, type Range } from './numbers';
export { LinearObjective } from './linear-objective';
export { Metrics, type Evaluation, type Outputs } from './metrics/metrics';
export type { Sums } from './passes/passes';
export { penaltyForward } from './weight-penalty';
