export {
  epochForms,
  prepareJob,
  readCheckpoint,
  snapshotOf,
  withCheckpoints,
  writeCheckpoint,
  type CheckpointPlan,
  type Snapshot,
} from './checkpoint';
export { fittedRun } from './fitted-model';
export { evaluating, predicting, preparingJob, type Job } from './job';
export { type AnyTrainingData, type PreparedData, type TrainingData } from './prepared-data';
export { predict, run } from './run';
export {
  withValidation,
  type AnyEpochRecord,
  type Ending,
  type EpochRecord,
  type RunRecord,
  type TrainingEvent,
} from './runs';
export * from './settings';
export { learningRate, updateRatio, type Schedule } from './solvers';
