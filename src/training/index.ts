export {
  epochForms,
  prepareJob,
  readCheckpoint,
  snapshotOf,
  withCheckpoints,
  writeCheckpoint,
  type CheckpointPlan,
  type RunSnapshot,
  type Snapshot,
} from './checkpoint';
export { fittedRun, type FittedRun } from './fitted-model';
export type { Identity } from './identity';
export { evaluating, predicting, preparingJob, type Job } from './job';
export {
  preparingData,
  type AnyTrainingData,
  type PreparedData,
  type TrainingData,
} from './prepared-data';
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
export { learningRate, SCHEDULES, updateRatio, type Schedule } from './solvers';
