import { invalid } from '../../bytes/faults';
import { transposed } from '../../bytes/transposed';
import { FEATURES, isLabel, packRecords } from './records';
import { PickledArray, PickledType, shortText } from './pickled';
import { unpickle } from './unpickle';

/**
 * Converts a batch file of the Python version to the bytes of the `.bin` file.
 *
 * The file is a pickled dict: `data`, an n×3072 array of uint8, and `labels`, a list of n integers.
 * Source: the section "Python / Matlab versions" of the data set's home page.
 *
 * @param where    the file, for messages
 * @param samples  n, the number of images that must be there
 * @throws OnelayerError DATA_INVALID
 */
export function recordsFromPickle(pickle: Buffer, where: string, samples: number): Uint8Array {
  let batch: unknown;
  try {
    batch = unpickle(pickle);
  } catch (error) {
    const fault = `it can't be read: ${(error as Error).message}`;
    throw invalid(where, `expected a pickled batch of CIFAR-10; ${fault}`, error);
  }
  if (!(batch instanceof Map)) throw invalid(where, 'expected a pickled dict');
  const entries = new Map([...batch].map(([key, value]) => [shortText(key), value as unknown]));
  const labels = entries.get('labels');
  if (!Array.isArray(labels) || labels.length !== samples || !labels.every(isLabel)) {
    throw invalid(where, `expected 'labels' to be a list of ${samples} integers from 0 to 9`);
  }
  return packRecords(labels, imagesFrom(entries.get('data'), where, samples));
}

/** Extracts the n×3072 bytes of a pickled array, in C order. */
function imagesFrom(array: unknown, where: string, samples: number): Uint8Array {
  const expected = `expected 'data' to be a ${samples}×${FEATURES} array of uint8`;
  if (!(array instanceof PickledArray) || !Array.isArray(array.state))
    throw invalid(where, expected);
  // (version, shape, type, whether in Fortran order, bytes)
  const [, shape, type, isFortran, data] = array.state as unknown[];
  const [n, d, ...others] = Array.isArray(shape) ? (shape as unknown[]) : [];
  const isRightShape = n === samples && d === FEATURES && others.length === 0;
  const isBytes = type instanceof PickledType && shortText(type.code) === 'u1';
  if (!isRightShape || !isBytes) throw invalid(where, expected);
  if (!(data instanceof Uint8Array) || data.length !== samples * FEATURES) {
    throw invalid(where, expected);
  }
  return isFortran === true ? transposed(data, FEATURES, samples) : data;
}
