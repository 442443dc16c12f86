import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cifar10Edition, Cifar10FileName } from './files';
import { fileFault } from './formats/records';

/** What the cache has of a file. */
export type CachedFile =
  | { readonly state: 'good'; readonly bytes: Uint8Array }
  | { readonly state: 'missing' }
  /** `fault` continues a sentence that begins with the file's path. */
  | { readonly state: 'damaged'; readonly fault: string };

/** The sub-folder of a cache folder that CIFAR-10's files are in. */
export function cifar10Folder(cache: string): string {
  return join(cache, 'cifar-10');
}

/** Reads a file of the cache, and checks its size and MD5 sum. */
export async function readCachedFile(
  folder: string,
  name: Cifar10FileName,
  edition: Cifar10Edition,
  signal: AbortSignal,
): Promise<CachedFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(folder, `${name}.bin`), { signal });
  } catch (error) {
    signal.throwIfAborted();
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
    return { state: 'damaged', fault: `it can't be read: ${String(error)}` };
  }
  const fault = fileFault(bytes, name, edition);
  return fault === null ? { state: 'good', bytes } : { state: 'damaged', fault };
}
