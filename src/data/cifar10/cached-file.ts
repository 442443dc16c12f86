import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cifar10Edition, Cifar10FileName } from './files';
import { sizeFault, sumFault } from './formats/records';

/** The state of a file in the cache; good bytes are a view of the given `room`. */
export type CachedFile =
  | { readonly state: 'good'; readonly bytes: Uint8Array }
  | { readonly state: 'missing' }
  /** `fault` continues a sentence that begins with the file's path. */
  | { readonly state: 'damaged'; readonly fault: string };

export function cifar10Folder(cache: string): string {
  return join(cache, 'cifar-10');
}

/**
 * Reads a file of the cache, and checks its size and SHA-256 sum.
 *
 * @param room  to read into
 */
export async function readCachedFile(
  room: Uint8Array,
  folder: string,
  name: Cifar10FileName,
  edition: Cifar10Edition,
  signal: AbortSignal,
): Promise<CachedFile> {
  try {
    const { size, sha256 } = await readInto(room, join(folder, `${name}.bin`), signal);
    const fault =
      sizeFault(size, edition.samples) ?? sumFault('SHA-256', sha256, edition.sha256[name]);
    if (fault !== null) return { state: 'damaged', fault };
    return { state: 'good', bytes: room.subarray(0, size) };
  } catch (error) {
    signal.throwIfAborted();
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
    return { state: 'damaged', fault: `it can't be read: ${String(error)}` };
  }
}

/** Bytes read at a time; the signal is checked in between. */
const CHUNK = 2 ** 22;

/**
 * Reads a file's bytes, as many as there is room for, and hashes each chunk while the next one is read.
 *
 * @returns the size of the whole file, and the SHA-256 sum of the bytes read
 */
async function readInto(room: Uint8Array, path: string, signal: AbortSignal) {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const sum = createHash('sha256');
    let [summed, end] = [0, 0];
    while (end < room.length) {
      signal.throwIfAborted();
      const reading = file.read(room, end, Math.min(CHUNK, room.length - end));
      sum.update(room.subarray(summed, end));
      summed = end;
      const { bytesRead } = await reading;
      if (bytesRead === 0) break;
      end += bytesRead;
    }
    sum.update(room.subarray(summed, end));
    return { size: end < room.length ? end : size, sha256: sum.digest('hex') };
  } finally {
    await file.close();
  }
}
