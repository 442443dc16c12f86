import path from 'node:path';
import { encodeNpy, kindOf, type DataSet, type ImageShape } from '../../data';
import { storeWhole } from '../../files';
import type { ClassExamples, Example } from '../../model';
import type { TestAnalysis } from '../results/test-analysis';
import { BYTES, readNpy, readShapedNpy } from './read-npy';

/** The file of the test images that an analysis names, in a run's folder. */
const FILE = 'examples.npy';

/** Images, one after another. */
export interface SavedImages {
  readonly images: Uint8Array;
  readonly shape: ImageShape;
}

/** All examples: of each class the hits, then the mistakes. */
export function inOrder(examples: readonly ClassExamples[]): Example[] {
  return examples.flatMap(({ hits, mistakes }) => [...hits, ...mistakes]);
}

/** Saves the samples that an analysis names as bytes, one a row. @param test  images whose pixels are the features */
export async function saveExamples(
  folder: string,
  test: DataSet,
  analysis: TestAnalysis,
): Promise<void> {
  const examples = inOrder(analysis.examples);
  await store(folder, gather(test, examples), [examples.length, test.features]);
}

/** Saves the pictures that an analysis names as bytes: samples × channels × height × width. */
export async function savePictures(
  folder: string,
  test: DataSet & { readonly image: ImageShape },
  analysis: TestAnalysis,
): Promise<void> {
  const examples = inOrder(analysis.examples);
  const { channels, height, width } = test.image;
  await store(folder, gather(test, examples), [examples.length, channels, height, width]);
}

function store(folder: string, images: Uint8Array, shape: number[]): Promise<void> {
  return storeWhole(path.join(folder, FILE), encodeNpy(images, shape));
}

function gather({ X, features }: DataSet, examples: readonly Example[]): Uint8Array {
  const images = new Uint8Array(examples.length * features);
  examples.forEach(({ sample }, i) => {
    images.set(kindOf(X).row(X, features, sample), i * features);
  });
  return images;
}

/**
 * Reads the images of a shape that a run saved; null if they aren't there.
 *
 * @throws OnelayerError FILE_INVALID if the file is damaged, or isn't this run's
 */
export async function readExamples(
  folder: string,
  { examples }: TestAnalysis,
  shape: ImageShape,
): Promise<SavedImages | null> {
  const { channels, height, width } = shape;
  const lengths = [inOrder(examples).length, channels * height * width];
  const read = await readNpy(path.join(folder, FILE), lengths, BYTES);
  return read && { images: read, shape };
}

/** Reads pictures of any size, as `savePictures` has saved them. */
export async function readPictures(
  folder: string,
  { examples }: TestAnalysis,
  channels: 1 | 3,
): Promise<SavedImages | null> {
  const lengths = [inOrder(examples).length, channels, null, null];
  const read = await readShapedNpy(path.join(folder, FILE), lengths, BYTES);
  if (read === null) return null;
  const [, , height, width] = read.shape;
  return { images: read.data, shape: { channels, height, width } };
}
