export { ASSIGNMENT } from './assignment';
export { sampleWeights, weightsOfClasses, type ClassWeights } from './class-weights';
export { CONFIGURATIONS } from './configurations';
export { isBetter, type EarlyStopping } from './early-stopping';
export { EXTENSIONS, type Standardising } from './extensions';
export { FOREIGN_NAMES, foreignNames } from './foreign-names';
export { scheduleWords, type ScheduleText } from './schedule-option';
export { integerFrom, nonNegative, positive } from './parse';
export type { Others, Setting, SettingOption, SettingsFor, Table, ValuesOf } from './setting';
export {
  assertSettings,
  assertShared,
  DEFAULT_SETTINGS,
  defaultsOf,
  describeExtensions,
  differences,
  isBatch,
  isPlain,
  isUsed,
  settingsOf,
  solverWords,
  usedSettings,
  wholeSettings,
  withoutDefaults,
  withPresentNames,
  type GivenSettings,
  type SettingName,
  type TrainingSettings,
  type WholeSettings,
} from './settings';
export { SETTINGS } from './table';
export { settingsWithPatches, WITH_PATCHES } from './with-patches';
