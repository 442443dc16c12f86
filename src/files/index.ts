export { byteWords } from './byte-words';
export { cacheFolder } from './cache-folder';
export {
  clearEntries,
  entryPath,
  listEntries,
  parsedFolder,
  type ListedEntry,
} from './cache/entries';
export { EntryFile } from './cache/entry-file';
export type { EntryFacts, EntrySource } from './cache/entry-format';
export { EntryWriter } from './cache/entry-writer';
export { entrySource, makeDerivedEntry, makeEntry, soundEntry } from './cache/make-entry';
export { prepareFolder, storeFile, unwritable } from './cache/store';
export { JsonFault } from './json-tokens';
export { parsingJson } from './parsing-json';
export { jsonText } from './json-text';
export {
  checksum,
  decodeSafetensors,
  decodingSafetensors,
  encodeSafetensors,
  type SafetensorsContent,
  type Tensor,
} from './safetensors';
export {
  parsingSafetensorsHeader,
  safetensorsHeaderEnd,
  type SafetensorsEntry,
} from './safetensors-header';
export { installCommand, ownCommand } from './install-command';
export { nodeRequire, thisFile } from './node-require';
export { assertPackages, dependency, missingPackages, optionalPackage } from './optional-packages';
export { flush, flushFolder } from './flush';
export { readWhole } from './read-whole';
export { folderUnlessBundled, packageFolder, packageVersion } from './package-manifest';
export { storeWhole } from './store-whole';
export { removeLeftovers, temporaryPath } from './temporary-files';
export { notWritable, writeDerived, writeWhole } from './write-whole';
export { textPieces, utf16Of } from './text-pieces';
export { formatInWords, HEAD_BYTES, knownFormat } from './known-formats';
export { usualMemory } from './usual-memory';
