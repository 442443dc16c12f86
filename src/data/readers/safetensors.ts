import { usualFeatures } from '../any/usual-names';
import { arraysToDataSet } from '../npy/arrays-to-data-set';
import { nameOf } from '../own/from-file';
import { labelsOf, loadSafetensors } from '../safetensors/load-safetensors';
import { withTensors } from '../safetensors/tensors-in';
import { byName, samplesOf } from './npy';
import type { Reader } from './reader';

/** The name that the commands take for granted: it need not be there. */
const DEFAULT_ARRAY = 'X';

/** Tensors of embeddings or other features. */
export const safetensorsReader: Reader = {
  name: 'safetensors',
  one: 'a safetensors file',
  endings: ['.safetensors'],
  beginning: /^.{7}\0\{"/s,
  rows: {
    from: 'file',
    async *read({ where }, { array, classifier }) {
      yield await withTensors(where, async ({ names, source }) => {
        const found = source(usualFeatures(where, names, given(array, names)));
        return { where: found.where, X: await samplesOf(found, classifier) };
      });
    },
  },
  dataSet: (file, { array: X, labels, like, classes }) =>
    loadSafetensors(file, { X, labels, like, classes }),
  labelled: {
    from: 'file',
    read({ where }, { array, labels, classifier }) {
      const classes = classifier.classes.map(String);
      const { image } = classifier;
      return withTensors(where, async (tensors) => {
        const { names, source } = tensors;
        const X = source(usualFeatures(where, names, given(array, names)));
        const y = byName(await labelsOf(where, tensors, labels, classes), classes);
        return arraysToDataSet(X, y, { classes, image, name: nameOf(where) });
      });
    },
  },
};

function given(array: string, names: readonly string[]): string | undefined {
  return array === DEFAULT_ARRAY && !names.includes(array) ? undefined : array;
}
