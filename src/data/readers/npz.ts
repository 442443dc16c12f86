import { arraysToDataSet } from '../npy/arrays-to-data-set';
import { readNpz } from '../npy/read-npz';
import { nameOf } from '../own/from-file';
import { byName, samplesOf } from './npy';
import type { Reader } from './reader';

/** Archives of NumPy arrays, whose table of contents is at their end. */
export const npzReader: Reader = {
  name: '.npz',
  one: 'an .npz',
  endings: ['.npz'],
  beginning: /^PK[^ -~]{2}/,
  rows: {
    from: 'file',
    async *read({ where }, { array, classifier }) {
      const [found] = await readNpz(where, [array]);
      yield { where: found.where, X: samplesOf(found, classifier.features) };
    },
  },
  labelled: {
    from: 'file',
    async read({ where }, { array, labels = 'labels', classifier: { classes } }) {
      const [X, y] = await readNpz(where, [array, labels]);
      return arraysToDataSet(X, byName(y, classes), { classes, name: nameOf(where) });
    },
  },
};
