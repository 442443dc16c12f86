import { assertKnownKeys, assertText } from '../../errors';
import type { DataSet } from '../data-set';
import type { DenseFeatures } from '../features/kind';
import { arraysToDataSet, assertArrayOptions, type ArrayOptions } from '../npy/arrays-to-data-set';
import { nameOf } from '../own/from-file';
import { IDX_IMAGES, IDX_LABELS, idxIn } from './read-idx';

/**
 * Options of `loadIdx`.
 *
 * @interface
 * @category Data
 */
export type IdxOptions = ArrayOptions;

/**
 * Loads a data set from two idx files, like those of MNIST: features of the shape (n, h, w) or (n, …),
 * whose rows are flattened to d, and n labels. Either may be gzipped, whatever its name. Bytes stay bytes; images are
 * told by their shape as in {@link loadNpy}; float32 stays float32; all else becomes float64.
 *
 * @param imagesFile  the path of the file with the features
 * @param labelsFile  the path of the file with the labels
 * @param options     the classes, and the set's name
 * @throws OnelayerError DATA_UNAVAILABLE if there is no such file; DATA_INVALID, naming the file, if
 *   it is damaged, truncated or too long, or for what `dataSet` refuses; TypeError or RangeError for
 *   an option
 * @category Data
 * @example
 * const training = await loadIdx('train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz');
 */
export async function loadIdx(
  imagesFile: string,
  labelsFile: string,
  options: IdxOptions = {},
): Promise<DataSet<DenseFeatures>> {
  assertText('imagesFile', imagesFile);
  assertText('labelsFile', labelsFile);
  assertKnownKeys('options', options, ['classes', 'like', 'name', 'image']);
  assertArrayOptions(options);
  const images = idxIn(imagesFile, IDX_IMAGES);
  const labels = idxIn(labelsFile, IDX_LABELS);
  return arraysToDataSet(images, labels, { ...options, name: options.name ?? nameOf(imagesFile) });
}
