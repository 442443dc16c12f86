export { cacheFolder } from './cache-folder';
export { jsonText } from './json-text';
export {
  decodeSafetensors,
  encodeSafetensors,
  type SafetensorsContent,
  type Tensor,
} from './safetensors';
export { assertPackages, installCommand, missingPackages } from './optional-packages';
export { packageFolder } from './package-folder';
export { storeWhole } from './store-whole';
export { removeLeftovers, temporaryPath } from './temporary-files';
export { notWritable, writeWhole } from './write-whole';
