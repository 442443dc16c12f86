import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OnelayerError } from '../../../errors';
import { invalid } from '../../bytes/faults';
import { MOST_PICKLE_BYTES, type ArchiveKind } from './archive-source';
import type { Cifar10Edition, Cifar10FileName } from '../files';
import { recordsFromPickle } from '../formats/python-batch';
import { sizeFault } from '../formats/records';
import type { Cifar10Source } from './source';

export function fileNameIn(kind: ArchiveKind, name: Cifar10FileName): string {
  return kind === 'binary' ? `${name}.bin` : name;
}

export function folderSource(
  folder: string,
  kind: ArchiveKind,
  edition: Cifar10Edition,
): Cifar10Source {
  return {
    name: `the folder ${folder}`,
    async deliver(wanted, receive, { signal, onProgress }) {
      for (const name of wanted) {
        signal.throwIfAborted();
        onProgress({ phase: 'convert', file: name });
        const where = join(folder, fileNameIn(kind, name));
        const bytes = await readRecords(where, kind, edition, signal);
        await receive({ name, bytes, where });
      }
    },
  };
}

async function readRecords(
  path: string,
  kind: ArchiveKind,
  edition: Cifar10Edition,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bytes = await readBounded(path, signal, (size) => {
    if (kind === 'binary') return sizeFault(size, edition.samples);
    return size > MOST_PICKLE_BYTES
      ? `expected at most ${MOST_PICKLE_BYTES} bytes, got ${size}`
      : null;
  });
  return kind === 'binary' ? bytes : recordsFromPickle(bytes, path, edition.samples);
}

async function readBounded(
  path: string,
  signal: AbortSignal,
  fault: (size: number) => string | null,
): Promise<Buffer> {
  try {
    const found = await stat(path);
    const problem = found.isFile() ? fault(found.size) : 'expected a file';
    if (problem !== null) throw invalid(path, problem);
    return await readFile(path, { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OnelayerError) throw error;
    throw invalid(path, `can't be read: ${String(error)}`, error);
  }
}
