export * from './cifar10';
export type { DataSet } from './data-set';
export { miniBatches } from './mini-batches';
export { StandardisedSet } from './standardised-set';
export { Standardiser } from './standardiser';
