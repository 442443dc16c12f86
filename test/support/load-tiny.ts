/** A process that loads the tiny data set: `load-tiny.ts CACHE URL-OF-THE-ARCHIVE`. */
import { CIFAR10_FILE_NAMES } from '../../src/data';
import { loadCifar10 } from '../../src/data/cifar10/load';
import { officialSource } from '../../src/data/cifar10/sources/official-source';
import { TINY } from './tiny-cifar10';

const [cache, url] = process.argv.slice(2);
const world = { edition: TINY, sources: [officialSource(TINY, url)] };
void loadCifar10({ files: CIFAR10_FILE_NAMES, cache }, world).then(({ source }) =>
  console.log(source),
);
