import { usualNames } from '../any/usual-names';
import type { DataSet } from '../data-set';
import { arraysToDataSet } from '../npy/arrays-to-data-set';
import { namesInNpz, withNpz } from '../npy/read-npz';
import { nameOf } from '../own/from-file';
import { byName, samplesOf } from './npy';
import type { Reader } from './reader';

/** Archives of NumPy arrays, whose table of contents is at their end. */
export const npzReader: Reader = {
  name: '.npz',
  one: 'an .npz',
  endings: ['.npz'],
  // eslint-disable-next-line no-control-regex -- the signature of a zip archive
  beginning: /^PK\x03\x04.{26}[^\0]{1,200}?\.npy/s,
  rows: {
    from: 'file',
    async *read({ where }, { array, classifier }) {
      yield await withNpz(where, [array], async ([found]) => ({
        where: found.where,
        X: await samplesOf(found, classifier),
      }));
    },
  },
  async dataSet(file, { array, labels, like, classes }) {
    const names = usualNames(file, await namesInNpz(file), { array, labels });
    const read = (X: string, y: string, like: DataSet | undefined, name: string) =>
      withNpz(file, [X, y], (arrays) =>
        arraysToDataSet(arrays[0], arrays[1], { like, classes, name }),
      );
    const training = await read(...names.training, like, nameOf(file));
    if (names.test === null) return training;
    return { training, test: await read(...names.test, training, 'test') };
  },
  labelled: {
    from: 'file',
    read({ where }, { array, labels = 'labels', classifier }) {
      const classes = classifier.classes.map(String);
      const { image } = classifier;
      return withNpz(where, [array, labels], ([X, y]) =>
        arraysToDataSet(X, byName(y, classes), { classes, image, name: nameOf(where) }),
      );
    },
  },
};
