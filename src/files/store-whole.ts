import { open, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeLeftovers, temporaryPath } from './temporary-files';
import { notWritable } from './write-whole';

/** Files beside which leftovers have been looked for, in this process. */
const cleaned = new Set<string>();

/**
 * Writes a file whole or not at all, as `writeWhole` does, without holding the event loop; of a link,
 * what it points to. What a process that was killed while it wrote this file has left behind is
 * removed.
 *
 * @throws OnelayerError NOT_WRITABLE that says why, the signal's reason; what stood there before stays
 */
export async function storeWhole(
  file: string,
  parts: readonly Uint8Array[],
  signal?: AbortSignal,
): Promise<void> {
  // What can't be resolved isn't there yet, or can't be written either.
  const whole = await realpath(file).catch(() => path.resolve(file));
  const { dir, base } = path.parse(whole);
  try {
    if (!cleaned.has(whole)) await removeLeftovers(dir, base);
    cleaned.add(whole);
    const temporary = temporaryPath(dir, base);
    try {
      await writeFile(temporary, parts, { flag: 'wx', flush: true, signal });
      await rename(temporary, whole);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await flushFolder(dir);
  } catch (error) {
    signal?.throwIfAborted();
    throw notWritable(file, error);
  }
}

/** So that the new name outlives a power cut; not every system can. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
}
