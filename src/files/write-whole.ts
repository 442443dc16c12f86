import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { OnelayerError } from '../errors';

/** The usual error codes, in words. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'you have no right to write there',
  EPERM: 'you have no right to write there',
  EROFS: 'the disk is read-only',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of disk space is used up',
};

/**
 * Writes a file whole or not at all: under a temporary name in the same folder, flushed to the disk,
 * then renamed. An older file stays until the new content is complete.
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

function write(file: string, content: string | Uint8Array, flush: boolean): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.partial`;
  try {
    writeFileSync(temporary, content, { flag: 'wx', flush });
    renameSync(temporary, file);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw notWritable(file, error);
  }
}

/** Makes the error of a file that can't be written, in words. */
export function notWritable(path: string, error: unknown): OnelayerError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const reason = REFUSALS[code] ?? message;
  return new OnelayerError('NOT_WRITABLE', `${path} can't be written: ${reason}`, { cause: error });
}
