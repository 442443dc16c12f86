import { assertKnownKeys, assertText } from '../../errors';
import type { DataSet } from '../data-set';
import type { DenseFeatures } from '../features/kind';
import { nameOf } from '../own/from-file';
import { arraysToDataSet, assertArrayOptions, type ArrayOptions } from './arrays-to-data-set';
import { withNpz } from './read-npz';

/**
 * Options of `loadNpz`: the arrays that make a data set.
 *
 * @category Data
 */
export interface NpzOptions extends ArrayOptions {
  /** The name of the array of features, of the shape (n, d) or (n, …). By default `X`. */
  readonly X?: string | undefined;
  /** The name of the array of labels, of the shape (n,). By default `labels`. */
  readonly labels?: string | undefined;
}

/**
 * Loads a data set from a `.npz` file of `numpy.savez` or `numpy.savez_compressed`: features of the
 * shape (n, d) or (n, …) and n labels, read like those of {@link loadNpy}. Other arrays in the file
 * are ignored.
 *
 * @param file     the path of the file
 * @param options  the names of the arrays, and the classes
 * @throws OnelayerError DATA_UNAVAILABLE if there is no such file; DATA_INVALID, naming file and
 *   array, if it is damaged, lacks an array, or an array has another size than its header says;
 *   TypeError or RangeError for an option
 * @category Data
 * @example
 * const training = await loadNpz('mnist.npz', { X: 'x_train', labels: 'y_train' });
 */
export async function loadNpz(
  file: string,
  options: NpzOptions = {},
): Promise<DataSet<DenseFeatures>> {
  assertText('file', file);
  assertKnownKeys('options', options, ['X', 'labels', 'classes', 'like', 'name', 'image']);
  const { X = 'X', labels = 'labels', name = nameOf(file) } = options;
  assertText('X', X);
  assertText('labels', labels);
  assertArrayOptions(options);
  return withNpz(file, [X, labels], (arrays) =>
    arraysToDataSet(arrays[0], arrays[1], { ...options, name }),
  );
}
