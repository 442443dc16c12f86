export { cacheFolder } from './cache-folder';
export { packageFolder } from './package-folder';
export { notWritable, writeWhole } from './write-whole';
