export type { FittedModel, Provenance } from './fitted-model';
export { fold, type FoldedModel } from './fold';
export { scoresForward } from './linear-scores';
export {
  argmax,
  DEFAULT_LOSS,
  LOSS_FUNCTIONS,
  LOSSES,
  toProbabilities,
  type LabelledScores,
  type Loss,
  type Link,
  type LossFunction,
} from './losses';
export * from './metrics';
export { assertLabelSmoothing, canSmooth, CROSS_ENTROPY, type Objective } from './objective';
export { Parameters, ParameterStack, type Precision, type Stack } from './parameters';
export { plainUpdate, type Momentum, type Update } from './update';
export { LinearObjective, type ObjectiveOptions } from './linear-objective';
export { Tally, type Evaluation, type Outputs } from './tally';
