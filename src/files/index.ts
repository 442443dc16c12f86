export { cacheFolder } from './cache-folder';
export { jsonText } from './json-text';
export {
  checksum,
  decodeSafetensors,
  encodeSafetensors,
  type SafetensorsContent,
  type Tensor,
} from './safetensors';
export { assertPackages, installCommand, missingPackages } from './optional-packages';
export { readWhole } from './read-whole';
export { packageFolder, packageVersion } from './package-manifest';
export { storeWhole } from './store-whole';
export { removeLeftovers, temporaryPath } from './temporary-files';
export { notWritable, writeDerived, writeWhole } from './write-whole';
