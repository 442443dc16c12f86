import { labelsBeside } from '../any/labels-beside';
import { ByteReader } from '../bytes/byte-reader';
import { isGzip, withFile } from '../bytes/read-file';
import type { DataSet } from '../data-set';
import { findIdx } from '../disk/open-arrays';
import { IDX_IMAGES, idxIn, readIdx } from '../idx/read-idx';
import { labelsIn } from '../any/labels-in';
import type { ArraySource } from '../npy/array-source';
import { arrayOnDisk, arraysToDataSet } from '../npy/arrays-to-data-set';
import { nameOf } from '../own/from-file';
import { bytesOf } from './input';
import { byName, isLarge, samplesOf } from './npy';
import type { Reader, SetOptions } from './reader';

/** Labels have the endings that features have, or none. */
const ENDINGS = ['', '.gz', '.idx', '.idx1', '.ubyte'];

/** Files like those of MNIST, whose labels are in a file of their own. */
export const idxReader: Reader = {
  name: 'idx',
  one: 'an idx file',
  endings: ['.idx', '.idx3', '.ubyte'],
  // eslint-disable-next-line no-control-regex -- zeros, a type, a number of dimensions
  beginning: /^\0\0[\x08-\x0e][\x01-\x08]/,
  rows: {
    from: 'stream',
    async *read(input, { classifier }) {
      const { where } = input;
      const source: ArraySource = {
        where,
        read: async (check) =>
          readIdx(ByteReader.of(where, await bytesOf(input)), IDX_IMAGES, check),
      };
      yield { where, X: await samplesOf(source, classifier) };
    },
  },
  dataSet: readIdxSet,
  labelled: {
    from: 'file',
    async read({ where }, { labels, classifier, signal }) {
      const { image } = classifier;
      const classes = classifier.classes.map(String);
      const y = labelsIn(labels ?? (await labelsBeside(where, ENDINGS)), classes, signal);
      const options = { classes, image, name: nameOf(where) };
      return arraysToDataSet(idxIn(where, IDX_IMAGES), byName(y, classes), options);
    },
  },
};

/** Reads a file of images with the labels beside it. */
export async function readIdxSet(
  file: string,
  { labels, like, classes, memory, signal }: SetOptions,
): Promise<DataSet> {
  const y = labels ?? (await labelsBeside(file, ENDINGS));
  const known = classes ?? like?.classes;
  const options = { like, classes, name: nameOf(file) };
  const labelled = labelsIn(y, known, signal);
  const isOnDisk = (await isLarge(file, memory)) && !(await isPacked(file));
  const onDisk = isOnDisk ? await arrayOnDisk(await findIdx(file), labelled, options) : null;
  return onDisk ?? arraysToDataSet(idxIn(file, IDX_IMAGES), labelled, options);
}

function isPacked(file: string): Promise<boolean> {
  return withFile(file, ({ handle }) => isGzip(handle));
}
