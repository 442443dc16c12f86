export {
  readCheckpoint,
  writeCheckpoint,
  type Identity,
  type RunSnapshot,
  type Snapshot,
} from './checkpoint';
export { CheckpointWriter, type CheckpointPlan } from './checkpoint-writer';
export { Cohort } from './cohort';
export { CONFIGURATIONS, type Configuration } from './configurations';
export { METRICS, type EarlyStopping, type Metric } from './early-stopping';
export { fittedModelOf } from './fitted-model';
export { preparing, type AnyTrainingData, type TrainingData } from './prepare';
export { describeRefinements, isPlain, withoutDefaults } from './refinements';
export {
  withValidation,
  type AnyEpochRecord,
  type EpochRecord,
  type RunRecord,
} from './run-record';
export { sampleWeights, type ClassWeights } from './sample-weights';
export { learningRate, SCHEDULES, type Place, type Schedule } from './schedule';
export { TrainingSession } from './session';
export {
  assertSettings,
  DEFAULT_SETTINGS,
  NO_REFINEMENTS,
  wholeSettings,
  type Refinements,
  type TrainingSettings,
  type WholeSettings,
} from './settings';
export {
  trainRun,
  trainTogether,
  type CohortListeners,
  type RunData,
  type RunListeners,
  type TrainedRun,
} from './train';
export { Trainer, type TrainerParts } from './trainer';
export { updateRatio } from './update-ratio';
