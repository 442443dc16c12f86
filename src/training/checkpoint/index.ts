export { readCheckpoint, writeCheckpoint } from './checkpoint-file';
export { runWithCheckpoints, type CheckpointPlan } from './checkpointed';
export { identityOf, type Identity } from './identity';
export { prepareJob, type PreparationOptions } from './resume';
export { snapshotOf, type RunSnapshot, type Snapshot } from './snapshot';
