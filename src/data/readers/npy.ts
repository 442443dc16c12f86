import { TaskRunner } from '../../tasks';
import { labelsBeside } from '../any/labels-beside';
import { LABEL_ENDINGS, labelsIn } from '../any/labels-in';
import { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { product } from '../bytes/read-numbers';
import type { DenseFeatures } from '../features/kind';
import type { ArraySource, NpyArray } from '../npy/array-source';
import { arraysToDataSet, isOfBytes } from '../npy/arrays-to-data-set';
import { layoutOf, makingPlanes, type SampleLayout } from '../npy/image-layout';
import { arrayIn, isOfNumbers, readArray } from '../npy/read-npy';
import { nameOf } from '../own/from-file';
import { bytesOf, type Input } from './input';
import type { ClassifierShape, Reader } from './reader';

export const npyReader: Reader = {
  name: '.npy',
  one: 'an .npy',
  endings: ['.npy'],
  beginning: /^\x93NUMPY/,
  rows: {
    from: 'stream',
    async *read(input, { classifier }) {
      yield { where: input.where, X: await samplesOf(arrayOf(input), classifier) };
    },
  },
  async dataSet(file, { labels, ...options }) {
    const y = labels ?? (await labelsBeside(file, LABEL_ENDINGS));
    const known = options.classes ?? options.like?.classes;
    const { like, classes, signal } = options;
    return arraysToDataSet(arrayIn(file), labelsIn(y, known, signal), {
      like,
      classes,
      name: nameOf(file),
    });
  },
  labelled: {
    from: 'stream',
    async read(input, { labels, classifier, signal }) {
      const { image } = classifier;
      const classes = classifier.classes.map(String);
      const y = labelsIn(await labelsFile(input, labels), classes, signal);
      const options = { classes, image, name: nameOf(input.where) };
      return arraysToDataSet(arrayOf(input), byName(y, classes), options);
    },
  },
};

/** Finds the file with the labels, or closes the input. */
async function labelsFile(input: Input, given: string | undefined): Promise<string> {
  try {
    return given ?? (await labelsBeside(input.where, LABEL_ENDINGS));
  } catch (error) {
    await input.close();
    throw error;
  }
}

function arrayOf(input: Input): ArraySource {
  const { where } = input;
  return {
    where,
    read: async (check) => readArray(ByteReader.of(where, await bytesOf(input)), check),
  };
}

/** Reads an array as samples: of the shape (d,) one, of (n, d) or (n, …) several. */
export async function samplesOf(
  { where, read }: ArraySource,
  { features, image }: Pick<ClassifierShape, 'features' | 'image'>,
): Promise<DenseFeatures> {
  let layout: SampleLayout = { isPixels: false };
  const { data } = (await read((header) => {
    const { type, shape } = header;
    if (type.kind !== 'number') throw invalid(where, 'expected numbers, got texts');
    const isRows = product(shape.slice(1)) === features;
    if (product(shape) === 0 || (!isRows && product(shape) !== features)) {
      const expected = `expected (n, ${features}), samples of the classifier's features`;
      throw invalid(where, `${expected}, got the shape (${shape.join(', ')})`);
    }
    const one = isRows ? shape.slice(1) : shape;
    layout = layoutOf(where, one, image, isOfBytes(header));
  })) as NpyArray;
  return layout.isPixels && image ? new TaskRunner().run(makingPlanes(data, image)) : data;
}

/** Converts integers to names where classes have integers for names: class 3 may not be the fourth. */
export function byName(labels: ArraySource, classes: readonly string[]): ArraySource {
  if (!classes.every((name) => /^-?\d+$/.test(name))) return labels;
  return {
    where: labels.where,
    read: async (check) => {
      const array = await labels.read(check);
      if (!isOfNumbers(array)) return array;
      return { data: Array.from(array.data, String), shape: array.shape };
    },
  };
}
