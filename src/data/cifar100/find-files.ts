import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OnelayerError } from '../../errors';
import { ByteReader } from '../bytes/byte-reader';
import { readingFile, withFile } from '../bytes/read-file';
import { takeFromTarGz } from '../cifar/tar-entries';

/** The two files of the binary version. */
export const CIFAR100_FILES = ['train.bin', 'test.bin'] as const;
export type Cifar100FileName = (typeof CIFAR100_FILES)[number];

const ARCHIVE = 'cifar-100-binary.tar.gz';
const FOLDER = 'cifar-100-binary';

/** The place of the data set: unpacked in a folder, or in the archive. */
export interface FoundFiles {
  readonly kind: 'folder' | 'archive';
  readonly path: string;
}

/** Looks for both files in a folder, in the archive's sub-folder, or in the archive. */
export async function findFiles(from: string): Promise<FoundFiles> {
  if (await isFile(from)) return { kind: 'archive', path: from };
  for (const path of [from, join(from, FOLDER)]) {
    const found = await Promise.all(CIFAR100_FILES.map((name) => isFile(join(path, name))));
    if (found.every(Boolean)) return { kind: 'folder', path };
  }
  const archive = join(from, ARCHIVE);
  if (await isFile(archive)) return { kind: 'archive', path: archive };
  const expected = `expected a folder with ${CIFAR100_FILES.join(' and ')}, or ${ARCHIVE}`;
  throw new OnelayerError('DATA_UNAVAILABLE', `${from}: ${expected}, got neither`);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Reads both files, one after the other. */
export async function readFiles(
  { kind, path }: FoundFiles,
  mostBytes: (name: Cifar100FileName) => number,
  read: (name: Cifar100FileName, reader: ByteReader) => Promise<void>,
): Promise<void> {
  if (kind === 'folder') {
    for (const name of CIFAR100_FILES) {
      await readingFile(join(path, name), (reader) => read(name, reader));
    }
    return;
  }
  await withFile(path, ({ handle }) =>
    takeFromTarGz(handle.createReadStream({ start: 0, autoClose: false }), {
      where: path,
      mostBytes: new Map(CIFAR100_FILES.map((name) => [name, mostBytes(name)])),
      signal: new AbortController().signal,
      take: (name, bytes) =>
        read(name as Cifar100FileName, ByteReader.of(`${name} in ${path}`, bytes)),
    }),
  );
}
