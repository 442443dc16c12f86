export { patchFeatureName } from './feature-name';
export { EncodedGroups, type OnEncoded, type PictureSets } from './encoded-groups';
export { featureRoom } from './feature-room';
export {
  assertGroupsFit,
  DEFAULT_GROUP,
  groupCount,
  groupsOf,
  placeGroup,
  type PatchGroup,
} from './groups';
export { hashingPatches, keptFeatures } from './kept-features';
export { patchesOf } from './made-by';
export { patchFeatures, type PatchOptions } from './learn-patches';
export { PatchFeatures, type PatchTensors, type TransformOptions } from './patch-features';
export { meanShifts } from './shift';
export {
  ENCODINGS as PATCH_ENCODINGS,
  PATCH_DEFAULTS,
  PATCH_SETTINGS,
  patchWords,
  patchSettingsFor,
  type PatchSettings,
} from './settings';
