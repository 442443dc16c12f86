import { arraysToDataSet } from '../npy/arrays-to-data-set';
import { withNpz } from '../npy/read-npz';
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
      yield await withNpz(where, [array], async ([found]) => ({
        where: found.where,
        X: await samplesOf(found, classifier),
      }));
    },
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
