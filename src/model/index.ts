export type { FittedModel, Provenance } from './fitted-model';
export { fold, type FoldedModel } from './fold';
export { scoresForward } from './linear-scores';
export { argmax, toProbabilities } from './losses';
export * from './metrics';
export {
  assertLabelSmoothing,
  CROSS_ENTROPY,
  LOSSES,
  type Loss,
  type Objective,
} from './objective';
export { Parameters, ParameterStack, type Precision, type Stack } from './parameters';
export { ModelPasses, type PassOptions, type Sums } from './passes';
export { plainUpdate, type Momentum, type Update } from './update';
export { LinearModel, type ModelOptions } from './linear-model';
export { Tally, type Evaluation, type Outputs } from './tally';
