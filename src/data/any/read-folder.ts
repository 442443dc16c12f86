import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { loadCifar100 } from '../cifar100/load-cifar100';
import { CIFAR10_FILE_NAMES } from '../cifar10/files';
import { loadCifar10 } from '../cifar10/load';
import { invalid, readingFailure } from '../bytes/faults';
import type { DataSet } from '../data-set';
import { partOf } from '../part-of';
import { isPartName, PART_NAMES } from '../pictures/class-folders';
import { loadPictures } from '../pictures/load-pictures';
import { readIdxSet } from '../readers/idx';
import type { DataParts, SetOptions } from '../readers/reader';

type Found = DataSet | DataParts;

const CIFAR10_NAME =
  /^(data_batch_1(\.bin)?|cifar-10-batches-(py|bin)|cifar-10-(python|binary)\.tar\.gz)$/;
const CIFAR100_NAME = /^(cifar-100-binary(\.tar\.gz)?|train\.bin)$/;

/** What folders of data sets may have, for messages. */
export const FOLDERS =
  'sub-folders of pictures, one for each class, or the files of MNIST, CIFAR-10 or CIFAR-100';

/**
 * Reads the data set that a folder has: pictures by class, perhaps in `train` and `test`; the idx files of
 * MNIST and its kin; CIFAR-10; CIFAR-100.
 *
 * @throws OnelayerError DATA_INVALID that lists what a folder may have
 */
export async function readFolder(folder: string, options: SetOptions): Promise<Found> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw readingFailure(folder, error);
  });
  const names = entries.map(({ name }) => name).sort();
  const images = imagesOf('train', names);
  if (images !== null) return readIdxFiles(folder, images, names, options);
  if (names.some((name) => CIFAR10_NAME.test(name))) return readCifar10(folder, names, options);
  if (names.some((name) => CIFAR100_NAME.test(name))) return loadCifar100({ from: folder });
  const folders = entries.filter((entry) => !entry.isFile() && !entry.name.startsWith('.'));
  if (folders.length === 0) {
    throw invalid(folder, `expected a folder of ${FOLDERS}; of other data, name a file`);
  }
  return readPictures(folder, folders.map(({ name }) => name).sort(), options);
}

/** Reads an archive of CIFAR-10 or CIFAR-100; null if a file isn't called like one. */
export function readArchive(file: string, options: SetOptions): Promise<Found> | null {
  const name = basename(file);
  if (CIFAR10_NAME.test(name) && name.endsWith('.gz')) return readCifar10(file, [], options);
  return CIFAR100_NAME.test(name) && name.endsWith('.gz') ? loadCifar100({ from: file }) : null;
}

/** Finds the features of MNIST's training or test files, as they are called in archives. */
function imagesOf(part: 'train' | 't10k', names: readonly string[]): string | null {
  return (
    names.find((name) => new RegExp(`^${part}-images[-.]idx3-ubyte(\\.gz)?$`).test(name)) ?? null
  );
}

async function readIdxFiles(
  folder: string,
  images: string,
  names: readonly string[],
  options: SetOptions,
): Promise<Found> {
  const training = await readIdxSet(join(folder, images), options);
  const name = imagesOf('t10k', names);
  if (name === null) return { training };
  return { training, test: await readIdxSet(join(folder, name), { ...options, like: training }) };
}

/** Reads the files of CIFAR-10 that lie in a folder, or all six of an archive or sub-folder. */
async function readCifar10(
  from: string,
  names: readonly string[],
  { signal }: SetOptions,
): Promise<Found> {
  const there = CIFAR10_FILE_NAMES.filter((name) =>
    names.some((own) => own === name || own === `${name}.bin`),
  );
  const files = there.length > 0 ? there : CIFAR10_FILE_NAMES;
  const { all, sets } = await loadCifar10({ files, from, signal });
  if (!files.includes('test_batch')) return { training: { ...all, name: 'CIFAR-10' } };
  const { test_batch: test } = sets;
  const training = partOf(all, 'CIFAR-10 training', 0, all.samples - test.samples);
  return { training, test: { ...test, name: 'CIFAR-10 test' } };
}

async function readPictures(
  folder: string,
  folders: readonly string[],
  { like, classes, size, channels, signal, onProgress }: SetOptions,
): Promise<Found> {
  const common = { signal, onProgress };
  const options = { ...common, like, classes, size, channels };
  if (!folders.every(isPartName)) return loadPictures(folder, options);
  const find = (part: keyof typeof PART_NAMES): string | null => {
    const words: readonly string[] = PART_NAMES[part];
    return folders.find((name) => words.includes(name.toLowerCase())) ?? null;
  };
  const name = find('training');
  if (name === null) return loadPictures(folder, options);
  const training = await loadPictures(join(folder, name), options);
  const other = async (part: 'validation' | 'test'): Promise<DataSet | null> => {
    const name = find(part);
    return name === null ? null : loadPictures(join(folder, name), { ...common, like: training });
  };
  const validation = await other('validation');
  const test = await other('test');
  return { training, ...(validation && { validation }), ...(test && { test }) };
}
