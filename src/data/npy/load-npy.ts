import { assertKnownKeys, assertText } from '../../errors';
import type { DataSet } from '../data-set';
import type { DenseFeatures } from '../features/kind';
import { nameOf } from '../own/from-file';
import { arraysToDataSet, assertArrayOptions, type ArrayOptions } from './arrays-to-data-set';
import { arrayIn } from './read-npy';

/**
 * Options of `loadNpy`: the files that make a data set.
 *
 * @category Data
 */
export interface NpyFiles extends ArrayOptions {
  /** The file with the features, of the shape (n, d), or (n, …), whose rows are flattened. */
  readonly X: string;
  /** The file with the labels, of the shape (n,): integers, or texts (`<U…` or `S…`). */
  readonly labels: string;
}

/**
 * Loads a data set from two `.npy` files: features of the shape (n, d) or (n, …), whose rows are
 * flattened to d, and n labels. uint8 features stay bytes, float32 stays float32, all else becomes
 * float64.
 *
 * Bytes of the shape (n, h, w), (n, h, w, 1) or (n, 1, h, w) are grey images; numbers of the shape
 * (n, 3, h, w) or (n, h, w, 3) are images in colour, and the pixels of the latter become planes. The
 * option `image` says what the shape doesn't.
 *
 * @param files  the paths of the files, and the classes
 * @throws OnelayerError as `readNpy` does, and DATA_INVALID, naming the file, for what `dataSet`
 *   refuses; TypeError or RangeError for an option
 * @category Data
 * @example
 * const training = await loadNpy({ X: 'X_train.npy', labels: 'y_train.npy' });
 * const test = await loadNpy({ X: 'X_test.npy', labels: 'y_test.npy', like: training });
 */
export async function loadNpy(files: NpyFiles): Promise<DataSet<DenseFeatures>> {
  assertKnownKeys('files', files, ['X', 'labels', 'classes', 'like', 'name', 'image']);
  assertText('X', files.X);
  assertText('labels', files.labels);
  assertArrayOptions(files);
  const name = files.name ?? nameOf(files.X);
  return arraysToDataSet(arrayIn(files.X), arrayIn(files.labels), { ...files, name });
}
