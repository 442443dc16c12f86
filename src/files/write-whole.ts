import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { OnelayerError } from '../errors';
import { flushSync } from './flush';
import { keepPermissions, modeFor, placeOf } from './place';
import { removeLeftoversOnce, temporaryPath } from './temporary-files';

/** The usual error codes, in words. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'you have no right to write there',
  EPERM: 'you have no right to write there',
  EROFS: 'the disk is read-only',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
  EDQUOT: 'your quota of disk space is used up',
};

/**
 * Writes a file whole or not at all: under a temporary name in the same folder, flushed to the disk,
 * then renamed. An older file stays until the new content is complete; its mode is kept. Of a link,
 * what it points to is written. What a killed process left of this file is removed.
 *
 * @throws OnelayerError NOT_WRITABLE that says why
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  write(file, content, true);
}

/**
 * Writes a file whole or not at all without flushing it to the disk, which takes 3 ms: for files that
 * can be made again after a power cut.
 */
export function writeDerived(file: string, content: string | Uint8Array): void {
  write(file, content, false);
}

function write(file: string, content: string | Uint8Array, isFlushed: boolean): void {
  try {
    const place = placeOf(file);
    removeLeftoversOnce(place.folder, place.name);
    const temporary = temporaryPath(place.folder, place.name);
    try {
      const fd = openSync(temporary, 'wx', modeFor(place));
      try {
        keepPermissions(place, fd, temporary);
        writeFileSync(fd, content);
        if (isFlushed) flushSync(fd);
      } finally {
        closeSync(fd);
      }
      renameSync(temporary, place.whole);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw notWritable(file, error);
  }
}

/** Makes the error of a file that can't be written, in words. */
export function notWritable(path: string, error: unknown): OnelayerError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const reason = REFUSALS[code] ?? message;
  return new OnelayerError('NOT_WRITABLE', `${path} can't be written: ${reason}`, { cause: error });
}
