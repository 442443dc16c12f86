import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  FOLDERS,
  invalid,
  openInput,
  READERS,
  readArchive,
  readFolder,
  sizeInMemory,
  STANDARD_INPUT,
  type DataParts,
  type DataSet,
  type Reader,
  type ReadingOptions,
  type ReadingProgress,
  type SetOptions,
} from '../data';
import { argumentError } from '../errors';
import { formatInWords, knownFormat, utf16Of } from '../files';
import { inBytes, type TableOptions } from './readers/format';
import { readTable, TABLE_FORMATS, tableFormatOf } from './readers/read-table';
import { storedTable } from './stored/store-table';
import type { StoredTable } from './stored/stored-table';
import type { Table } from './table';

/** Options of reading data of any format: each format uses its own. */
export interface DataOptions extends TableOptions, Omit<SetOptions, keyof ReadingOptions> {}

/** Options that mean nothing to a table. */
const OF_SETS = ['labels', 'array', 'size', 'channels'] as const;

/**
 * Reads labelled data of any format: a table (CSV, JSON Lines and others), a file of numbers with their
 * labels (svmlight, .npy, .npz, idx, …), or a folder (pictures by class, MNIST, CIFAR-10, CIFAR-100). A
 * folder's contents tell, or a file's first bytes, else its ending; other text is taken for CSV.
 *
 * @param name        a file or folder, or `-` for a table in standard input; a pipe has a table, too
 * @param onProgress  called many times in a second
 * @returns a table that is larger than `memory` is one on disk, to be closed
 * @throws OnelayerError naming the file, and listing all formats if it is of none; TypeError or
 *   RangeError for an option; the signal's reason
 */
export async function readData(
  name: string,
  options: DataOptions,
  signal: AbortSignal,
  onProgress: (progress: ReadingProgress) => void = () => undefined,
): Promise<Table | StoredTable | DataSet | DataParts> {
  const setOptions = { ...options, signal, onProgress };
  if (name !== STANDARD_INPUT) {
    const found = await stat(name).catch(() => null);
    if (found?.isDirectory() === true) return readFolder(name, setOptions);
    const archive = readArchive(name, setOptions);
    if (archive !== null) return archive;
    // A pipe is read once: its first bytes would be lost.
    const reader = found?.isFile() === false ? null : await setReaderOf(name, signal);
    if (reader?.dataSet) return reader.dataSet(name, setOptions);
  }
  for (const option of OF_SETS) {
    if (options[option] === undefined) continue;
    throw argumentError(TypeError, option, `none, since ${name} is a table`, options[option]);
  }
  const { memory = Infinity } = options;
  const isLarge = name !== STANDARD_INPUT && (await sizeInMemory(name)) > memory;
  if (!isLarge) return readTable(name, options, signal, inBytes(name, onProgress));
  const table = await storedTable(name, options, signal, inBytes(name, onProgress));
  table.onUse = (progress) => onProgress({ where: name, ...progress });
  return table;
}

/**
 * Finds the reader of a file that has a data set; null for a table.
 *
 * @throws OnelayerError DATA_INVALID for neither
 */
async function setReaderOf(name: string, signal: AbortSignal): Promise<Reader | null> {
  const { where, head, close } = await openInput(name, signal);
  await close();
  const ending = path.extname(name.replace(/\.gz$/i, '')).toLowerCase();
  const known = READERS.find(({ beginning }) => beginning?.test(head));
  if (known === undefined && tableFormatOf(head, name) !== null) return null;
  const reader = known ?? READERS.find(({ endings }) => endings.includes(ending)) ?? null;
  if (reader?.dataSet) return reader;
  const bytes = Buffer.from(head, 'latin1');
  const isText = knownFormat(bytes) === null && (utf16Of(bytes) !== null || !bytes.includes(0));
  if (reader === null && isText) return null;
  throw invalid(where, `expected ${formats()}, got ${reader?.one ?? formatInWords(bytes)}`);
}

/** All formats, in words. */
function formats(): string {
  const sets = READERS.filter(({ dataSet }) => dataSet !== undefined);
  const files = [...TABLE_FORMATS, ...sets].map(({ one }) => one);
  return `${files.join(', ')}, or a folder of ${FOLDERS}`;
}
