import { argumentError, assertInteger, assertKnownKeys, assertText } from '../../errors';
import type { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { readingFile } from '../bytes/read-file';
import { product } from '../bytes/read-numbers';
import { IDX_IMAGES, readIdxHeader } from '../idx/read-idx';
import { readHeader, type NpyHeader } from '../npy/header';
import { openRows } from './open-rows';
import type { DiskDtype, RowsOnDisk } from './rows-on-disk';

/**
 * Options of opening rows that stay on disk.
 *
 * @category Data
 */
export interface OnDiskOptions {
  /** Bytes that are read together, and kept in memory three times. By default 32 MiB. */
  readonly blockBytes?: number | undefined;
}

/** The types that rows on disk have, by NumPy's codes. */
const DTYPES: Readonly<Partial<Record<string, DiskDtype>>> = {
  u1: 'uint8',
  f4: 'float32',
  f8: 'float64',
};

/** An array in a file, and where its numbers begin. */
export interface FoundArray {
  readonly file: string;
  readonly header: NpyHeader;
  readonly offset: number;
}

/**
 * Opens features in a `.npy` file, or in several, whose rows come one after another: of the shape (n, d)
 * or (n, …), in C order, of uint8, or of little-endian float32 or float64. The numbers stay in the files,
 * and are read in blocks, whenever they are needed: see {@link RowsOnDisk}.
 *
 * @param files    the path of the file, or the paths of several
 * @param options  how much is read together
 * @throws OnelayerError as `readNpy` does, and DATA_INVALID, naming the file, for other types and orders
 * @category Data
 * @example
 * const X = await openNpy('X_train.npy');
 * const { data: labels } = await readNpy('y_train.npy');
 * const { classifier } = await train(dataSet({ X, labels }));
 */
export function openNpy(
  files: string | readonly string[],
  options: OnDiskOptions = {},
): Promise<RowsOnDisk> {
  return opened(files, findNpy, options);
}

/**
 * Opens images in an idx file of bytes, as of MNIST but not packed by gzip, or in several: as
 * {@link openNpy} does.
 *
 * @param files    the path of the file, or the paths of several
 * @param options  how much is read together
 * @throws OnelayerError as `loadIdx` does, and DATA_INVALID, naming the file, for other types than bytes
 * @category Data
 * @example
 * const X = await openIdx('train-images-idx3-ubyte');
 * console.log(X.samples, X.features);
 */
export function openIdx(
  files: string | readonly string[],
  options: OnDiskOptions = {},
): Promise<RowsOnDisk> {
  return opened(files, findIdx, options);
}

/** Finds the array of a `.npy` file. */
export const findNpy = (file: string): Promise<FoundArray> => find(file, readHeader);

/** Finds the array of an idx file. */
export const findIdx = (file: string): Promise<FoundArray> =>
  find(file, (reader) => readIdxHeader(reader, IDX_IMAGES));

function find(file: string, read: (reader: ByteReader) => Promise<NpyHeader>): Promise<FoundArray> {
  return readingFile(file, async (reader) => {
    const header = await read(reader);
    const { type, shape } = header;
    const bytes = type.kind === 'number' ? Number(type.code.slice(1)) : 4 * type.length;
    reader.assertRest(product(shape) * bytes, 'its array');
    return { file, header, offset: reader.position };
  });
}

/** Whether an array can stay on disk: as bytes, or little-endian floats in C order, a row for each sample. */
export function canStay({ header: { type, shape, isFortran } }: FoundArray): boolean {
  if (type.kind !== 'number' || isFortran || shape.length < 2 || product(shape) === 0) return false;
  return DTYPES[type.code] !== undefined && (type.code === 'u1' || type.order === 'little');
}

async function opened(
  given: string | readonly string[],
  findArray: (file: string) => Promise<FoundArray>,
  options: OnDiskOptions,
): Promise<RowsOnDisk> {
  assertKnownKeys('options', options, ['blockBytes']);
  const { blockBytes } = options;
  if (blockBytes !== undefined) assertInteger('blockBytes', blockBytes, 1);
  return rowsIn(await Promise.all(pathsOf(given).map(findArray)), options);
}

/** Returns the paths of files. @throws TypeError for anything else */
export function pathsOf(given: string | readonly string[]): readonly string[] {
  const files = typeof given === 'string' ? [given] : given;
  const isList: boolean = Array.isArray(files);
  if (!isList || files.length === 0) {
    throw argumentError(TypeError, 'files', 'a path, or an array of at least one', given);
  }
  files.forEach((file, i) => assertText(`files[${i}]`, file));
  return files;
}

/** Opens the rows of arrays that are alike, but for how many they have. */
export function rowsIn(arrays: readonly FoundArray[], options: OnDiskOptions): Promise<RowsOnDisk> {
  const [first] = arrays;
  const kindOf = ({ header: { type, shape } }: FoundArray): string =>
    `rows of ${product(shape.slice(1))} ${type.kind === 'number' ? type.code : 'texts'}`;
  for (const array of arrays) {
    if (!canStay(array)) {
      const expected = 'expected rows of u1, or of f4 or f8, little-endian and in C order';
      throw invalid(array.file, `${expected}, to leave them on disk, got ${inWords(array.header)}`);
    }
    if (kindOf(array) === kindOf(first)) continue;
    const expected = `expected ${kindOf(first)}, as in ${first.file}`;
    throw invalid(array.file, `${expected}, got ${kindOf(array)}`);
  }
  const { type, shape } = first.header;
  return openRows({
    files: arrays.map(({ file, offset, header }) => ({
      path: file,
      offset,
      rows: header.shape[0],
    })),
    dtype: (type.kind === 'number' ? DTYPES[type.code] : undefined) ?? 'uint8',
    features: product(shape.slice(1)),
    blockBytes: options.blockBytes,
  });
}

function inWords({ type, shape, isFortran }: NpyHeader): string {
  const order = isFortran ? ' in Fortran order' : '';
  const what = type.kind === 'number' ? `${type.order}-endian ${type.code}` : 'texts';
  return `${what} of the shape (${shape.join(', ')})${order}`;
}
