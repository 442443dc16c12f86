export { readCheckpoint, writeCheckpoint } from './checkpoint-file';
export { assertConsistent, assertFits } from './consistency';
export { identifyingData } from './data-identity';
export { arithmeticOf, assertSameTraining, type Identity } from './identity';
export { assertSnapshot } from './state';
export { restoreRun, snapshotOf, type RunSnapshot, type Snapshot } from './snapshot';
