export { Cohort } from './cohort';
export { CONFIGURATIONS, type Configuration } from './configurations';

export type { EpochRecord, RunRecord } from './run-record';
export { assertSettings, DEFAULT_SETTINGS, type TrainingSettings } from './settings';
export {
  train,
  trainTogether,
  type CohortListeners,
  type RunData,
  type RunListeners,
  type TrainedRun,
} from './train';
export { Trainer, type TrainingData } from './trainer';
export { updateRatio } from './update-ratio';
