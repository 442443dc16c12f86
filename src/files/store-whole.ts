import fs from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { flush, flushFolder } from './flush';
import { keepPermissions, modeFor, placeOf, type Place } from './place';
import { removeLeftoversOnce, temporaryPath } from './temporary-files';
import { notWritable } from './write-whole';

const open = promisify(fs.open);
const writeFile = promisify(fs.writeFile);
const close = promisify(fs.close);

/** Written at a time, so that a signal is heard. */
const PIECE = 2 ** 24;

/**
 * Writes a file whole or not at all, as `writeWhole` does, without holding the event loop: parts may
 * be made as they are written. What a
 * process that was killed while it wrote this file has left behind is removed.
 *
 * @throws OnelayerError NOT_WRITABLE that says why, the signal's reason; what stood there before stays
 */
export async function storeWhole(
  file: string,
  parts: Iterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const place = placeOf(file);
    removeLeftoversOnce(place.folder, place.name);
    const temporary = temporaryPath(place.folder, place.name);
    try {
      await write(temporary, place, parts, signal);
      await rename(temporary, place.whole);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await flushFolder(place.folder);
  } catch (error) {
    signal?.throwIfAborted();
    throw notWritable(file, error);
  }
}

async function write(
  temporary: string,
  place: Place,
  parts: Iterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const fd = await open(temporary, 'wx', modeFor(place));
  try {
    keepPermissions(place, fd, temporary);
    for (const part of parts) {
      for (let from = 0; from < part.length; from += PIECE) {
        await writeFile(fd, part.subarray(from, from + PIECE), { signal });
      }
    }
    await flush(fd);
  } finally {
    await close(fd);
  }
}
