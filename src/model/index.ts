export * from './metrics';
export { Parameters, type Precision } from './parameters';
export { SoftmaxClassifier } from './softmax-classifier';
export { Tally, type Evaluation, type Outputs } from './tally';
export { defaultTileRows } from './tile-rows';
