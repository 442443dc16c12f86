export { readCheckpoint, writeCheckpoint } from './checkpoint-file';
export { withCheckpoints, type CheckpointPlan } from './checkpointed';
export { epochForms } from './form';
export { prepareJob } from './resume';
export { snapshotOf, type RunSnapshot, type Snapshot } from './snapshot';
