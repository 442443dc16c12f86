import { assertKnownKeys } from '../../errors';
import { assertImage } from '../assert-data-set';
import { canStay, rowsIn, type FoundArray } from '../disk/open-arrays';
import { invalid } from '../bytes/faults';
import { product } from '../bytes/read-numbers';
import type { DataSet, ImageShape } from '../data-set';
import type { DenseFeatures } from '../features/kind';
import { assertFileOptions, assertLabels, dataSetFrom, type FileOptions } from '../own/from-file';
import { TaskRunner } from '../../tasks';
import type { ArraySource, NpyArray } from './array-source';
import type { NpyHeader } from './header';
import { layoutOf, makingPlanes, type SampleLayout } from './image-layout';

/** Options of the loaders of arrays. */
export interface ArrayOptions extends FileOptions {
  /**
   * The image that a sample is; null if samples aren't images. By default that of `like`, or else the
   * shape tells. Pixels, (n, h, w, c), become planes, (n, c, h, w).
   */
  readonly image?: ImageShape | null | undefined;
}

/**
 * Makes a data set from arrays of features (n, …) and of labels (n,) or (n, 1). Shapes and types are
 * checked before the numbers that they announce are read.
 */
export async function arraysToDataSet(
  X: ArraySource,
  labels: ArraySource,
  options: ArrayOptions & { readonly name: string },
): Promise<DataSet<DenseFeatures>> {
  const { names, shape, where } = await readLabels(X.where, labels, options);
  let layout: SampleLayout = { isPixels: false };
  const array = (await X.read((header) => {
    assertFeatures(X.where, header);
    assertCount(labels.where, shape, header.shape);
    layout = layoutOf(X.where, header.shape.slice(1), imageOf(options), isOfBytes(header));
  })) as NpyArray;
  const { isPixels, image } = layout;
  const data =
    isPixels && image ? await new TaskRunner().run(makingPlanes(array.data, image)) : array.data;
  const features = product(array.shape.slice(1));
  return dataSetFrom(where, { X: data, labels: names, image, features }, options);
}

/** Reads and checks labels before the features. */
async function readLabels(
  file: string,
  labels: ArraySource,
  options: ArrayOptions,
): Promise<{ names: NpyArray['data']; shape: readonly number[]; where: string }> {
  const y = await labels.read(({ shape }) => assertList(labels.where, shape));
  const names = y.data as NpyArray['data'];
  const where = file === labels.where ? file : `${file} with ${labels.where}`;
  await assertLabels(where, names, options);
  return { names, shape: y.shape, where };
}

/**
 * Makes a data set of an array that stays on disk and of labels, as `arraysToDataSet` does; null if the
 * array can't be left there.
 */
export async function arrayOnDisk(
  found: FoundArray,
  labels: ArraySource,
  options: ArrayOptions & { readonly name: string },
): Promise<DataSet | null> {
  const { file, header } = found;
  if (!canStay(found)) return null;
  const layout = layoutOf(file, header.shape.slice(1), imageOf(options), isOfBytes(header));
  if (layout.isPixels) return null;
  const { names, shape, where } = await readLabels(file, labels, options);
  assertCount(labels.where, shape, header.shape);
  const X = await rowsIn([found], {});
  return dataSetFrom(where, { X, labels: names, image: layout.image }, options);
}

export function assertArrayOptions(options: ArrayOptions): void {
  assertFileOptions(options);
  const { image } = options;
  if (image === undefined || image === null) return;
  assertKnownKeys('image', image, ['width', 'height', 'channels']);
  assertImage('image', image, image.width * image.height * image.channels);
}

export function isOfBytes({ type }: NpyHeader): boolean {
  return type.kind === 'number' && type.code === 'u1';
}

/** The image that samples are to be; null if they are like others that aren't images. */
function imageOf({ image, like }: ArrayOptions): ImageShape | null | undefined {
  return image === undefined && like !== undefined ? (like.image ?? null) : image;
}

function assertList(where: string, shape: readonly number[]): void {
  if (shape.length === 1 || (shape.length === 2 && shape[1] === 1)) return;
  const cure = shape.length === 2 ? '; of labels one-hot, give numpy.argmax(y, axis=1)' : '';
  throw invalid(where, `expected labels of the shape (n,), got ${tuple(shape)}${cure}`);
}

function assertFeatures(where: string, { type, shape }: NpyHeader): void {
  if (type.kind !== 'number') {
    throw invalid(where, 'expected features that are numbers, got texts');
  }
  if (shape.length >= 2 && product(shape) > 0) return;
  throw invalid(where, `expected features of the shape (n, d) or (n, …), got ${tuple(shape)}`);
}

function assertCount(where: string, found: readonly number[], shape: readonly number[]): void {
  if (found[0] === shape[0]) return;
  const expected = `expected labels of the shape (${shape[0]},), for X of ${tuple(shape)}`;
  throw invalid(where, `${expected}, got ${tuple(found)}`);
}

function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}
