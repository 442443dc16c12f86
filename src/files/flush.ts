import fs from 'node:fs';
import { promisify } from 'node:util';

const open = promisify(fs.open);
const fsync = promisify(fs.fsync);
const close = promisify(fs.close);

/** Said where a file can't be flushed, or a folder not be opened for it: by a system or a mount. */
const CANT_FLUSH = new Set(
  'EINVAL ENOSYS ENOTSUP EOPNOTSUPP EISDIR EPERM EACCES EBADF ERR_ACCESS_DENIED'.split(' '),
);

/**
 * Flushes an open file to the disk, where the platform can. By its number: what takes the place of
 * Node's file handles, such as Yarn's Plug'n'Play, may not flush.
 */
export async function flush(fd: number): Promise<void> {
  await fsync(fd).catch(unlessUnable);
}

/** As `flush`, and waits. */
export function flushSync(fd: number): void {
  try {
    fs.fsyncSync(fd);
  } catch (error) {
    unlessUnable(error);
  }
}

/** Flushes a folder, so that a new name in it outlives a power cut, where the platform can. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const fd = await open(folder, 'r');
    await flush(fd).finally(() => close(fd));
  } catch (error) {
    unlessUnable(error);
  }
}

function unlessUnable(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && !CANT_FLUSH.has(code)) throw error;
}
