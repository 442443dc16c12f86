import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { OnelayerError } from '../../errors';
import { storeWhole } from '../store-whole';
import { removeLeftovers } from '../temporary-files';
import { notWritable } from '../write-whole';

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
    const { message } = notWritable(`the cache folder ${folder}`, error);
    throw explained(message, `${bytes} bytes are needed`, error);
  }
  const { bavail, bsize, blocks } = await statfs(folder);
  // Some network file systems don't know their size, and say 0 blocks.
  if (blocks > 0 && bavail * bsize < bytes) {
    const what = `the cache folder ${folder} can't be written: the disk is full`;
    throw explained(what, `${bytes} bytes are needed, and ${bavail * bsize} are free`);
  }
}

/**
 * Writes a file whole or not at all, as `storeWhole` does.
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
  try {
    await storeWhole(join(folder, file), [bytes], signal);
  } catch (error) {
    if (!(error instanceof OnelayerError)) throw error;
    throw explained(error.message, `${bytes.length} bytes are needed`, error.cause);
  }
}

/** Makes the error of an entry that can't be written. */
export function unwritable(file: string, error: unknown): OnelayerError {
  if (error instanceof OnelayerError) return error;
  return explained(notWritable(file, error).message, null, error);
}

function explained(what: string, needed: string | null, cause?: unknown): OnelayerError {
  const cure = 'make room or the right to write there, or set ONELAYER_CACHE to another folder';
  return new OnelayerError(
    'NOT_WRITABLE',
    `${what}${needed === null ? '' : `; ${needed}`}: ${cure}`,
    { cause },
  );
}
