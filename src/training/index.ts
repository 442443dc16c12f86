export { readCheckpoint, writeCheckpoint } from './checkpoint/checkpoint-file';
export { withCheckpoints, type CheckpointPlan } from './checkpoint/checkpointed';
export { epochForms } from './checkpoint/form';
export { prepareJob } from './checkpoint/resume';
export { joinRuns, snapshotOf, type Snapshot, type SnapshotRun } from './checkpoint/snapshot';
export { fittedRun, fittedRuns, type FittedRun } from './fitted-model';
export * from './groups';
export { arithmeticOf, dataIdentity, isTrainingSet, type Identity } from './identity';
export { evaluating, predicting, preparingJob, successorOf, type Job } from './job';
export { type AnyTrainingData, type PreparedData, type TrainingData } from './prepared-data';
export { predictSet, type SetPredictions } from './picture-predictions';
export { predict, run, type EvaluatedSet } from './run';
export {
  withValidation,
  type AnyEpochRecord,
  type Ending,
  type EpochRecord,
  type RunRecord,
  type TrainingEvent,
} from './runs';
export * from './settings';
export {
  learningRate,
  SOLVERS,
  updateRatio,
  type Certificate,
  type KeptTensors,
  type Progress,
  type Schedule,
  type Solver,
  type SolverWords,
} from './solvers';
