export * from './cifar10';
export {
  assertDataSet,
  assertFiniteFeatures,
  assertingFinite,
  assertLike,
} from './assert-data-set';
export type { DataSet, Features, ImageShape, Labels } from './data-set';
export { DenseSamples } from './dense-samples';
export { miniBatches } from './mini-batches';
export { partOf } from './part-of';
export type { Samples, StoredSamples } from './samples';
export { flipping, withFlips } from './with-flips';
export { StandardisedSet } from './standardised-set';
export { Standardiser, type Affine, type StandardiserParts } from './standardiser';
