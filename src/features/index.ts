export { patchFeatures, type PatchOptions } from './learn-patches';
export { PatchFeatures, type PatchTensors, type TransformOptions } from './patch-features';
export {
  ENCODINGS as PATCH_ENCODINGS,
  PATCH_DEFAULTS,
  PATCH_SETTINGS,
  type PatchSettings,
} from './settings';
