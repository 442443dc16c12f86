export { Breather } from './breather';
export { CONFIGURATIONS, type Configuration } from './configurations';
export { descend, updateRatio } from './gradient-descent';
export type { EpochRecord, RunRecord } from './run-record';
export { assertSettings, DEFAULT_SETTINGS, type TrainingSettings } from './settings';
export { train, type RunData, type RunListeners, type TrainedRun } from './train';
export { Trainer, type TrainingData } from './trainer';
