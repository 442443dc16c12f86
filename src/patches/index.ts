export { patchFeatureName } from './feature-name';
export { keptFeatures } from './kept-features';
export { patchesOf } from './made-by';
export { patchFeatures, type PatchOptions } from './learn-patches';
export { PatchFeatures, type PatchTensors, type TransformOptions } from './patch-features';
export {
  ENCODINGS as PATCH_ENCODINGS,
  PATCH_DEFAULTS,
  PATCH_SETTINGS,
  withPatchDefaults,
  patchSettingsFor,
  type PatchSettings,
} from './settings';
