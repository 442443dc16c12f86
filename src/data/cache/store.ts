import { access, constants, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { OnelayerError } from '../../errors';
import { notWritable, removeLeftovers, temporaryPath } from '../../files';

/**
 * Prepares a folder for files: creates it, removes what killed processes left in it, and checks that
 * it is writable and that there is enough space, before anything is downloaded.
 *
 * @param bytes  the number of bytes to be written
 * @throws OnelayerError NOT_WRITABLE
 */
export async function prepareFolder(folder: string, bytes: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    await removeLeftovers(folder);
  } catch (error) {
    throw storageError(`the cache folder ${folder}`, bytes, error);
  }
  const { bavail, bsize, blocks } = await statfs(folder);
  // Some network file systems don't know their size, and say 0 blocks.
  if (blocks > 0 && bavail * bsize < bytes) {
    const what = `the cache folder ${folder} can't be written: the disk is full`;
    throw explained(what, `${bytes} bytes are needed, and ${bavail * bsize} are free`);
  }
}

/**
 * Writes a file whole or not at all: to a temporary file beside it, flushed to the disk, and
 * renamed. Whatever interrupts it, the file is the old one or the new one.
 *
 * @throws OnelayerError NOT_WRITABLE; the signal's reason
 */
export async function storeFile(
  folder: string,
  file: string,
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const temporary = temporaryPath(folder, file);
  try {
    await writeFlushed(temporary, bytes, signal);
    await rename(temporary, join(folder, file));
  } catch (error) {
    await rm(temporary, { force: true });
    signal?.throwIfAborted();
    throw storageError(join(folder, file), bytes.length, error);
  }
}

async function writeFlushed(path: string, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes, { signal });
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function storageError(what: string, bytes: number, cause: unknown): OnelayerError {
  return explained(notWritable(what, cause).message, `${bytes} bytes are needed`, cause);
}

function explained(what: string, needed: string, cause?: unknown): OnelayerError {
  const cure = 'make room or the right to write there, or set ONELAYER_CACHE to another folder';
  return new OnelayerError('NOT_WRITABLE', `${what}; ${needed}: ${cure}`, { cause });
}
