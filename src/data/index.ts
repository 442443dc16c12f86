export * from './cifar10';
export { assertDataSet, assertLike } from './assert-data-set';
export type { DataSet } from './data-set';
export { miniBatches } from './mini-batches';
export { StandardisedSet } from './standardised-set';
export { Standardiser } from './standardiser';
