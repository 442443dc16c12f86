import { argumentError } from '../../errors';
import { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { product } from '../bytes/read-numbers';
import type { DenseFeatures } from '../features/kind';
import { arraysToDataSet, type FoundArray } from '../npy/arrays-to-data-set';
import { isOfNumbers, readArray, type TextArray } from '../npy/read-npy';
import { nameOf } from '../own/from-file';
import { bytesOf, openInput, type Input } from './input';
import type { Reader } from './reader';

export const npyReader: Reader = {
  name: '.npy',
  one: 'an .npy',
  endings: ['.npy'],
  beginning: /^\x93NUMPY/,
  rows: {
    from: 'stream',
    async *read(input, { classifier }) {
      yield { where: input.where, X: samplesOf(await arrayOf(input), classifier.features) };
    },
  },
  labelled: {
    from: 'stream',
    async read(input, { labels, classifier, signal }) {
      if (labels === undefined) {
        await input.close();
        throw argumentError(TypeError, '--labels', 'the .npy file of the labels', labels);
      }
      const y = await arrayOf(await openInput(labels, signal));
      const { classes } = classifier;
      const X = await arrayOf(input);
      return arraysToDataSet(X, byName(y, classes), { classes, name: nameOf(input.where) });
    },
  },
};

async function arrayOf(input: Input): Promise<FoundArray> {
  const { where } = input;
  return { where, array: await readArray(ByteReader.of(where, await bytesOf(input))) };
}

/** Takes an array as samples: of the shape (d,) one, of (n, d) or (n, …) several. */
export function samplesOf({ where, array }: FoundArray, features: number): DenseFeatures {
  const { shape } = array;
  if (!isOfNumbers(array)) throw invalid(where, 'expected numbers, got texts');
  const { data } = array;
  const fits = product(shape.slice(1)) === features || data.length === features;
  if (data.length > 0 && fits) return data;
  const expected = `expected (n, ${features}), samples of the classifier's features`;
  throw invalid(where, `${expected}, got the shape (${shape.join(', ')})`);
}

/** Converts integers to names where classes have integers for names: class 3 may not be the fourth. */
export function byName(labels: FoundArray, classes: readonly string[]): FoundArray {
  const { where, array } = labels;
  if (!isOfNumbers(array) || !classes.every((name) => /^-?\d+$/.test(name))) return labels;
  const texts: TextArray = { data: Array.from(array.data, String), shape: array.shape };
  return { where, array: texts };
}
