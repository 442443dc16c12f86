import { assertText } from '../../errors';
import type { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { readingFile } from '../bytes/read-file';
import { product, readNumbers } from '../bytes/read-numbers';
import type { ArraySource, HeaderCheck, NpyArray, TextArray } from './array-source';
import { readHeader } from './header';
import { readTexts } from './read-texts';

/**
 * Reads a NumPy array from a `.npy` file: bool, integers, or floats of 2, 4 or 8 bytes, in either byte
 * order, in C or Fortran order. uint8 becomes a Uint8Array, float32 a Float32Array, and all else a
 * Float64Array, always in C order. Pickles are never loaded.
 *
 * @param file  the path of the file
 * @throws OnelayerError DATA_UNAVAILABLE if there is no such file; DATA_INVALID, naming the file, if
 *   it is damaged, truncated or too long, of another type, or an integer is beyond ±(2⁵³ − 1)
 * @category Data
 * @example
 * const { data: weights, shape } = await readNpy('weights.npy');
 */
export async function readNpy(file: string): Promise<NpyArray> {
  assertText('file', file);
  return (await arrayIn(file).read(({ type }) => {
    if (type.kind !== 'number') throw invalid(file, 'expected numbers, got texts');
  })) as NpyArray;
}

/** The array of a `.npy` file. */
export function arrayIn(file: string): ArraySource {
  return {
    where: file,
    read: (check) => readingFile(file, (reader) => readArray(reader, check)),
  };
}

/** Reads an array of numbers or of texts to the end of its file. @param check  see `ArraySource` */
export async function readArray(
  reader: ByteReader,
  check?: HeaderCheck,
): Promise<NpyArray | TextArray> {
  const header = await readHeader(reader);
  check?.(header);
  const { type, shape, isFortran } = header;
  if (type.kind === 'number') {
    return { data: await readNumbers(reader, { ...type, shape, isFortran }), shape };
  }
  if (product(shape.slice(1)) !== 1) {
    throw invalid(reader.where, `expected one column of texts, got (${shape.join(', ')})`);
  }
  return { data: await readTexts(reader, type, header), shape };
}

export function isOfNumbers(array: NpyArray | TextArray): array is NpyArray {
  return !Array.isArray(array.data);
}
