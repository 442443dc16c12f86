export { PatchFeatures, type PatchTensors } from './patch-features';
export { ENCODINGS, PATCH_DEFAULTS, type PatchSettings } from './settings';
