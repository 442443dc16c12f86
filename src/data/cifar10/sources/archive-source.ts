import { open } from 'node:fs/promises';
import { OnelayerError } from '../../../errors';
import { invalid } from '../../bytes/faults';
import type { Readable } from 'node:stream';
import type { Cifar10Edition, Cifar10FileName } from '../files';
import { recordsFromPickle } from '../formats/python-batch';
import { RECORD_BYTES } from '../formats/records';
import type { Cifar10Source, FetchContext, Receive } from './source';
import { takeFromTarGz } from '../../cifar/tar-entries';

/** The two archives on the data set's home page, by the version that they hold. */
export type ArchiveKind = 'binary' | 'python';

/** The archives' names on the home page. */
export const ARCHIVES: Readonly<Record<ArchiveKind, string>> = {
  binary: 'cifar-10-binary.tar.gz',
  python: 'cifar-10-python.tar.gz',
};

/** The official batches are 31.04 MB; written again by Python 3, up to 1.5 times that. */
export const MOST_PICKLE_BYTES = 64 * 2 ** 20;

/** Delivers the wanted files from one of the two archives, as its bytes come. */
export async function deliverFromArchive(
  archive: Readable,
  where: string,
  kind: ArchiveKind,
  edition: Cifar10Edition,
  wanted: ReadonlySet<Cifar10FileName>,
  receive: Receive,
  { signal, onProgress }: FetchContext,
): Promise<void> {
  const suffix = kind === 'binary' ? '.bin' : '';
  const mostBytes = kind === 'binary' ? edition.samples * RECORD_BYTES : MOST_PICKLE_BYTES;
  await takeFromTarGz(archive, {
    where,
    mostBytes: new Map([...wanted].map((name) => [name + suffix, mostBytes])),
    signal,
    take: async (entry, bytes) => {
      const name = entry.slice(0, entry.length - suffix.length) as Cifar10FileName;
      const file = `${entry} in ${where}`;
      onProgress({ phase: 'convert', file: name });
      const isPickle = kind === 'python';
      const records = isPickle ? recordsFromPickle(bytes, file, edition.samples) : bytes;
      await receive({ name, bytes: records, where: file });
    },
  });
}

export function archiveFileSource(
  path: string,
  kind: ArchiveKind,
  edition: Cifar10Edition,
): Cifar10Source {
  return {
    name: `the archive ${path}`,
    async deliver(wanted, receive, context) {
      try {
        const archive = (await open(path)).createReadStream();
        await deliverFromArchive(archive, path, kind, edition, wanted, receive, context);
      } catch (error) {
        if (error instanceof OnelayerError || context.signal.aborted) throw error;
        throw invalid(path, `can't be read: ${String(error)}`, error);
      }
    },
  };
}
