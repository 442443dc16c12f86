export * from './metrics';
export { Parameters, ParameterStack, type Precision, type Stack } from './parameters';
export { ModelPasses } from './passes';
export { SoftmaxClassifier } from './softmax-classifier';
export { Tally, type Evaluation, type Outputs } from './tally';
