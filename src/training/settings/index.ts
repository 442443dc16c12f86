export { sampleWeights, weightsOfClasses, type ClassWeights } from './class-weights';
export { CONFIGURATIONS, type Configuration } from './configurations';
export { isBetter, METRICS, type EarlyStopping, type Metric } from './early-stopping';
export { integerFrom, nonNegative, positive } from './parse';
export type { Builders, Others, Setting, SettingOption, Table, ValuesOf } from './setting';
export {
  assertSettings,
  assertShared,
  DEFAULT_SETTINGS,
  defaultsOf,
  describeExtensions,
  differences,
  isPlain,
  settingsOf,
  wholeSettings,
  withoutDefaults,
  withPresentNames,
  type SettingName,
  type TrainingSettings,
  type WholeSettings,
} from './settings';
export { ASSIGNMENT, EXTENSIONS, SETTINGS } from './table';
