import { stat } from 'node:fs/promises';
import { argumentError, assertInteger, assertKnownKeys, assertText } from '../../errors';
import { invalid, readingFailure } from '../bytes/faults';
import type { RowFile } from './row-file';
import { RowsOnDisk, type DiskDtype } from './rows-on-disk';

/**
 * A file with rows at equal distances.
 *
 * @category Data
 */
export interface RowsInFile {
  readonly path: string;
  /** Where its first row begins, in bytes. By default 0. */
  readonly offset?: number | undefined;
  /** How many rows it has: at least 1. */
  readonly rows: number;
  /** The distance of a row from the one before, in bytes. By default the row's own. */
  readonly stride?: number | undefined;
}

/**
 * Options of `openRows`.
 *
 * @category Data
 */
export interface RowsInFiles {
  /** At least one; their rows come in this order. */
  readonly files: readonly RowsInFile[];
  /** Of the numbers, which are little-endian. Bytes are later scaled to [0, 1], as pixels are. */
  readonly dtype: DiskDtype;
  /** d. */
  readonly features: number;
  /** Bytes that are read together, and kept in memory three times. By default 32 MB. */
  readonly blockBytes?: number | undefined;
}

const DTYPES: readonly unknown[] = ['uint8', 'float32', 'float64'];

/**
 * Opens rows of a fixed width that lie in one or more files, and leaves them there: see
 * {@link RowsOnDisk}.
 *
 * @throws TypeError or RangeError naming the option; OnelayerError DATA_UNAVAILABLE if there is no such
 *   file; DATA_INVALID, naming the file, if it is too short
 * @category Data
 * @example
 * const files = [{ path: 'rows.bin', rows: 3 }];
 * const X = await openRows({ files, dtype: 'uint8', features: 4 });
 * const training = dataSet({ X, labels: ['cat', 'dog', 'cat'] });
 * console.log(training.samples, training.features);
 */
export async function openRows(rows: RowsInFiles): Promise<RowsOnDisk> {
  assertKnownKeys('rows', rows, ['files', 'dtype', 'features', 'blockBytes']);
  const { files, dtype, features, blockBytes } = rows;
  if (!Array.isArray(files) || files.length === 0) {
    throw argumentError(TypeError, 'files', 'an array of at least one file', files);
  }
  if (!DTYPES.includes(dtype)) {
    throw argumentError(RangeError, 'dtype', 'uint8, float32 or float64', dtype);
  }
  assertInteger('features', features, 1);
  if (blockBytes !== undefined) assertInteger('blockBytes', blockBytes, 1);
  const { width } = new RowsOnDisk({ files: [], dtype, features });
  const opened = await Promise.all(
    files.map((file: RowsInFile, i) => openFile(`files[${i}]`, file, width)),
  );
  const own = new RowsOnDisk({ files: opened, dtype, features, blockBytes });
  // Numbers of rows are kept in 32 bits.
  assertInteger('files: their rows', own.samples, 1, 2 ** 32 - 1);
  return own;
}

async function openFile(name: string, given: RowsInFile, width: number): Promise<RowFile> {
  assertKnownKeys(name, given, ['path', 'offset', 'rows', 'stride']);
  const { path, offset = 0, rows, stride = width } = given;
  assertText(`${name}.path`, path);
  assertInteger(`${name}.offset`, offset, 0);
  assertInteger(`${name}.rows`, rows, 1);
  assertInteger(`${name}.stride`, stride, width);
  const end = offset + (rows - 1) * stride + width;
  try {
    const found = await stat(path);
    if (!found.isFile()) throw invalid(path, 'expected a file');
    if (found.size < end) {
      throw invalid(
        path,
        `expected ${end} bytes, for ${rows} rows, got ${found.size}: it is truncated`,
      );
    }
    return { path, offset, rows, stride, size: found.size, changed: found.mtimeMs };
  } catch (error) {
    throw readingFailure(path, error);
  }
}
