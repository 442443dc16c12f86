import { stat } from 'node:fs/promises';
import { TaskRunner } from '../../tasks';
import { labelsBeside } from '../any/labels-beside';
import { LABEL_ENDINGS, labelsIn } from '../any/labels-in';
import { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { piecesOfNumbers, product, readNumbers } from '../bytes/read-numbers';
import { findNpy, type FoundArray } from '../disk/open-arrays';
import type { DenseFeatures } from '../features/kind';
import type { ArraySource, NpyArray } from '../npy/array-source';
import { arrayOnDisk, arraysToDataSet, isOfBytes } from '../npy/arrays-to-data-set';
import { readHeader, type NpyHeader } from '../npy/header';
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
      for await (const X of samplePieces(input, classifier)) yield { where: input.where, X };
    },
  },
  async dataSet(file, { labels, ...options }) {
    const y = labels ?? (await labelsBeside(file, LABEL_ENDINGS));
    const known = options.classes ?? options.like?.classes;
    const { like, classes, memory, signal } = options;
    const own = { like, classes, name: nameOf(file) };
    const labelled = labelsIn(y, known, signal);
    const found = (await isLarge(file, memory)) ? await findNpy(file) : null;
    const onDisk = found && (await arrayOnDisk(found, labelled, own));
    return onDisk ?? arraysToDataSet(arrayIn(file), labelled, own);
  },
  labelled: {
    from: 'stream',
    async read(input, { labels, classifier, memory, signal }) {
      const { image } = classifier;
      const classes = classifier.classes.map(String);
      const y = labelsIn(await labelsFile(input, labels), classes, signal);
      const options = { classes, image, name: nameOf(input.where) };
      if (!(await isLarge(input.where, memory))) {
        return arraysToDataSet(arrayOf(input), byName(y, classes), options);
      }
      await input.close();
      const found = await findNpy(input.where);
      const onDisk = isLike(found, classifier)
        ? await arrayOnDisk(found, byName(y, classes), options)
        : null;
      return onDisk ?? arraysToDataSet(arrayIn(input.where), byName(y, classes), options);
    },
  },
};

/** Whether a file has more bytes than may be read into memory. */
export async function isLarge(file: string, memory = Infinity): Promise<boolean> {
  return ((await stat(file).catch(() => null))?.size ?? 0) > memory;
}

/** Whether an array is of the kind that a classifier was trained on: bytes, or numbers. */
function isLike({ header }: FoundArray, { bytes }: Pick<ClassifierShape, 'bytes'>): boolean {
  return isOfBytes(header) === bytes;
}

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

/** Numbers of a piece of samples: some milliseconds. */
const PIECE_NUMBERS = 2 ** 20;

/** Reads the samples of a `.npy` file piece by piece; all at once if they are pixels, or in Fortran order. */
async function* samplePieces(
  input: Input,
  classifier: Pick<ClassifierShape, 'features' | 'image'>,
): AsyncGenerator<DenseFeatures, void, void> {
  const { where } = input;
  const reader = new ByteReader(where, input.chunks, Infinity, false);
  const header = await readHeader(reader);
  const { isPixels } = assertSamples(where, header, classifier);
  const { type, shape, isFortran } = header;
  if (type.kind !== 'number') return;
  const array = { ...type, shape, isFortran };
  if (isFortran || isPixels) {
    const read: ArraySource['read'] = async (check) => {
      check?.(header);
      return { data: await readNumbers(reader, array), shape };
    };
    yield await samplesOf({ where, read }, classifier);
    return;
  }
  const { features } = classifier;
  yield* piecesOfNumbers(
    reader,
    array,
    Math.max(1, Math.floor(PIECE_NUMBERS / features)) * features,
  );
}

/** Reads an array as samples: of the shape (d,) one, of (n, d) or (n, …) several. */
export async function samplesOf(
  { where, read }: ArraySource,
  classifier: Pick<ClassifierShape, 'features' | 'image'>,
): Promise<DenseFeatures> {
  let layout: SampleLayout = { isPixels: false };
  const { data } = (await read((header) => {
    layout = assertSamples(where, header, classifier);
  })) as NpyArray;
  const { image } = classifier;
  return layout.isPixels && image ? new TaskRunner().run(makingPlanes(data, image)) : data;
}

function assertSamples(
  where: string,
  header: NpyHeader,
  { features, image }: Pick<ClassifierShape, 'features' | 'image'>,
): SampleLayout {
  const { type, shape } = header;
  if (type.kind !== 'number') throw invalid(where, 'expected numbers, got texts');
  const isRows = product(shape.slice(1)) === features;
  if (product(shape) === 0 || (!isRows && product(shape) !== features)) {
    const expected = `expected (n, ${features}), samples of the classifier's features`;
    throw invalid(where, `${expected}, got the shape (${shape.join(', ')})`);
  }
  return layoutOf(where, isRows ? shape.slice(1) : shape, image, isOfBytes(header));
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
