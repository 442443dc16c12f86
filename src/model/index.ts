export { Parameters, type Precision } from './parameters';
export { SoftmaxClassifier } from './softmax-classifier';
export { Tally, type Evaluation } from './tally';
export { penaltyForward } from './weight-penalty';
