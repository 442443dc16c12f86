import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cifar10Edition, Cifar10FileName } from './files';
import { fileFault, sizeFault } from './formats/records';

/** What the cache has of a file; the bytes are lent, until the next file is read. */
export type CachedFile =
  | { readonly state: 'good'; readonly bytes: Uint8Array }
  | { readonly state: 'missing' }
  /** `fault` continues a sentence that begins with the file's path. */
  | { readonly state: 'damaged'; readonly fault: string };

/** The sub-folder of a cache folder that CIFAR-10's files are in. */
export function cifar10Folder(cache: string): string {
  return join(cache, 'cifar-10');
}

/**
 * Reads a file of the cache, and checks its size and MD5 sum.
 *
 * @param room  is read into: a buffer for each file would stay in memory until it is collected
 */
export async function readCachedFile(
  room: Uint8Array,
  folder: string,
  name: Cifar10FileName,
  edition: Cifar10Edition,
  signal: AbortSignal,
): Promise<CachedFile> {
  let size: number;
  try {
    size = await readInto(room, join(folder, `${name}.bin`), signal);
  } catch (error) {
    signal.throwIfAborted();
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
    return { state: 'damaged', fault: `it can't be read: ${String(error)}` };
  }
  const bytes = room.subarray(0, size);
  const fault = sizeFault(size, edition.samples) ?? fileFault(bytes, name, edition);
  return fault === null ? { state: 'good', bytes } : { state: 'damaged', fault };
}

/** Bytes that are read at a time, between two looks at the signal. */
const CHUNK = 2 ** 22;

/** Reads a file's bytes, as many as there is room for; returns the size of the whole file. */
async function readInto(room: Uint8Array, path: string, signal: AbortSignal): Promise<number> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (let at = 0; at < room.length;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(room, at, Math.min(CHUNK, room.length - at));
      if (bytesRead === 0) return at;
      at += bytesRead;
    }
    return size;
  } finally {
    await file.close();
  }
}
