import { invalid } from '../bytes/faults';
import { product } from '../bytes/read-numbers';
import type { DataSet, ImageShape } from '../data-set';
import { dataSetFrom, type FileOptions } from '../own/from-file';
import { isOfNumbers, type NpyArray, type TextArray } from './read-npy';

/** An array, and its file, for messages. */
export interface FoundArray {
  readonly where: string;
  readonly array: NpyArray | TextArray;
}

/** Makes a data set from arrays of features (n, …) and of labels (n,) or (n, 1). */
export async function arraysToDataSet(
  X: FoundArray,
  labels: FoundArray,
  options: FileOptions & { readonly name: string },
): Promise<DataSet> {
  assertFeatures(X);
  const [n, ...others] = X.array.shape;
  const found = labels.array.shape;
  const isList = found.length === 1 || (found.length === 2 && found[1] === 1);
  if (!isList || found[0] !== n) {
    const expected = `expected labels of the shape (${n},), for X of ${tuple(X.array.shape)}`;
    throw invalid(labels.where, `${expected}, got ${tuple(found)}`);
  }
  const { data, shape } = X.array as NpyArray;
  const image = data instanceof Uint8Array ? greyImage(shape) : undefined;
  const parts = { X: data, labels: labels.array.data as NpyArray['data'], image };
  const where = X.where === labels.where ? X.where : `${X.where} with ${labels.where}`;
  return dataSetFrom(where, { ...parts, features: product(others) }, options);
}

function assertFeatures({ where, array }: FoundArray): void {
  const { shape } = array;
  if (!isOfNumbers(array)) throw invalid(where, 'expected features that are numbers, got texts');
  if (shape.length >= 2 && array.data.length > 0) return;
  throw invalid(where, `expected features of the shape (n, d) or (n, …), got ${tuple(shape)}`);
}

/** Bytes of the shape (n, h, w) are grey images. */
export function greyImage(shape: readonly number[]): ImageShape | undefined {
  if (shape.length !== 3) return undefined;
  return { width: shape[2], height: shape[1], channels: 1 };
}

function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}
