import { Transform, type PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Extract, Headers } from 'tar-stream';
import { OnelayerError } from '../../errors';
import { dependency } from '../../files';
import { invalid } from '../bytes/faults';

/** No archive of CIFAR-10 or CIFAR-100 unpacks to more than 190 MB: a larger one is something else. */
const MOST_UNPACKED_BYTES = 512 * 2 ** 20;

export interface WantedEntries {
  readonly where: string;
  /** The base names of the files to take, each with the most bytes that it may have. */
  readonly mostBytes: ReadonlyMap<string, number>;
  /** Gets each of them once; the archive waits for it. */
  readonly take: (name: string, bytes: Buffer) => Promise<void>;
  readonly signal: AbortSignal;
  /** Whether to read on when all files are there, e.g. for the stream to check itself. */
  readonly toTheEnd?: boolean;
}

/**
 * Extracts a few known files from a tar.gz stream, and stops reading once it has them, unless told to
 * read to the end. Nothing is written to disk; of an entry's path, only the base name matters, and
 * links are passed over.
 *
 * @throws OnelayerError DATA_INVALID for an archive that is damaged, truncated, too large, or
 *   lacks a wanted file; what `take` throws; the stream's own error; the signal's reason
 */
export async function takeFromTarGz(archive: Readable, wanted: WantedEntries): Promise<void> {
  const { extract } = dependency(
    'tar-stream',
    () => require('tar-stream') as typeof import('tar-stream'),
  );
  const missing = new Map(wanted.mostBytes);
  const enough = new AbortController();
  let failure: Error | undefined;
  let taking: Promise<void> = Promise.resolve();
  const unpacked = extract();
  unpacked.on('entry', (header, entry, next) => {
    // An entry that is cut short has its error reported by the archive.
    entry.on('error', () => undefined);
    taking = takeEntry(header, entry, wanted, missing).then(
      () => {
        if (missing.size === 0 && wanted.toTheEnd !== true) enough.abort();
        next();
      },
      (error: unknown) => {
        failure = error as Error;
        enough.abort();
      },
    );
  });
  const unpacking = unpack(archive, unpacked, wanted, enough.signal);
  await Promise.allSettled([unpacking]);
  // The file before the archive's damage or end may still be on its way to the disk.
  await taking;
  if (failure !== undefined) throw failure;
  await unpacking;
  if (missing.size > 0) {
    throw invalid(wanted.where, `the archive lacks ${[...missing.keys()].join(', ')}`);
  }
}

/** Feeds the archive to the extractor until its end, or until `enough` stops it. */
async function unpack(
  archive: Readable,
  unpacked: Extract,
  { where, signal }: WantedEntries,
  enough: AbortSignal,
): Promise<void> {
  let readError: Error | undefined;
  archive.once('error', (error: Error) => (readError = error));
  const stop = AbortSignal.any([signal, enough]);
  try {
    await pipeline(archive, createGunzip(), boundBytes(where), unpacked, { signal: stop });
  } catch (error) {
    signal.throwIfAborted();
    if (enough.aborted) return;
    if (error === readError || error instanceof OnelayerError) throw error;
    throw invalid(where, describe(error as NodeJS.ErrnoException), error);
  }
}

async function takeEntry(
  { name: entryName, type, size = 0 }: Headers,
  entry: PassThrough,
  { where, take }: WantedEntries,
  missing: Map<string, number>,
): Promise<void> {
  const name = entryName.slice(entryName.lastIndexOf('/') + 1);
  const mostBytes = missing.get(name);
  if (mostBytes === undefined || type !== 'file') {
    entry.resume();
    return;
  }
  if (size > mostBytes) {
    throw invalid(where, `expected at most ${mostBytes} bytes in ${name}, got ${size}`);
  }
  const bytes = Buffer.alloc(size);
  let filled = 0;
  for await (const chunk of entry as AsyncIterable<Buffer>) filled += chunk.copy(bytes, filled);
  if (filled < size) return;
  missing.delete(name);
  await take(name, bytes);
}

function boundBytes(where: string): Transform {
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      if (total <= MOST_UNPACKED_BYTES) done(null, chunk);
      else done(invalid(where, `expected at most ${MOST_UNPACKED_BYTES} bytes when unpacked`));
    },
  });
}

function describe(error: NodeJS.ErrnoException): string {
  if (error.code === 'Z_BUF_ERROR' || error.message === 'Unexpected end of data') {
    return 'the archive is truncated';
  }
  if (error.code?.startsWith('Z_')) {
    return `expected a gzip archive, undamaged; unpacking says: ${error.message}`;
  }
  return `expected a tar archive in it, undamaged; reading says: ${error.message}`;
}
