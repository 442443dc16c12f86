export {
  prepareJob,
  readCheckpoint,
  runWithCheckpoints,
  snapshotOf,
  writeCheckpoint,
  type CheckpointPlan,
  type Identity,
  type RunSnapshot,
  type Snapshot,
} from './checkpoint';
export { fittedRun, type FittedRun } from './fitted-model';
export { evaluating, predicting, preparingJob, type Job } from './job';
export {
  preparingData,
  type AnyTrainingData,
  type PreparedData,
  type TrainingData,
} from './prepared-data';
export { predict, run, type Ending, type TrainingEvent } from './run';
export { withValidation, type AnyEpochRecord, type EpochRecord, type RunRecord } from './runs';
export * from './settings';
export { learningRate, SCHEDULES, updateRatio, type Schedule } from './solvers';
