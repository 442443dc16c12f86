import { invalid } from '../bytes/faults';
import { product } from '../bytes/read-numbers';
import type { DataSet, ImageShape } from '../data-set';
import { dataSetFrom, type FileOptions } from '../own/from-file';
import type { ArraySource, NpyArray } from './array-source';
import type { NpyHeader } from './header';

/**
 * Makes a data set from arrays of features (n, …) and of labels (n,) or (n, 1). Shapes and types are
 * checked before the numbers that they announce are read.
 */
export async function arraysToDataSet(
  X: ArraySource,
  labels: ArraySource,
  options: FileOptions & { readonly name: string },
): Promise<DataSet> {
  const y = await labels.read(({ shape }) => assertList(labels.where, shape));
  const { data, shape } = (await X.read((header) => {
    assertFeatures(X.where, header);
    assertCount(labels.where, y.shape, header.shape);
  })) as NpyArray;
  const image = data instanceof Uint8Array ? greyImage(shape) : undefined;
  const parts = { X: data, labels: y.data as NpyArray['data'], image };
  const where = X.where === labels.where ? X.where : `${X.where} with ${labels.where}`;
  return dataSetFrom(where, { ...parts, features: product(shape.slice(1)) }, options);
}

function assertList(where: string, shape: readonly number[]): void {
  if (shape.length === 1 || (shape.length === 2 && shape[1] === 1)) return;
  throw invalid(where, `expected labels of the shape (n,), got ${tuple(shape)}`);
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

/** Bytes of the shape (n, h, w) are grey images. */
export function greyImage(shape: readonly number[]): ImageShape | undefined {
  if (shape.length !== 3) return undefined;
  return { width: shape[2], height: shape[1], channels: 1 };
}

function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}
