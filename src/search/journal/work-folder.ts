import fs from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { notWritable } from '../../files';

/**
 * The folder beside a journal that the processes of a sweep share while it isn't finished: the lines that
 * each has found, their signs of life, their claims, and the states of trainings.
 */
export class WorkFolder {
  readonly path: string;

  /** @param journal  the path of the journal */
  constructor(journal: string) {
    this.path = `${journal}.work`;
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  /** Makes the folder, which another process may have removed. @throws OnelayerError NOT_WRITABLE */
  async make(): Promise<void> {
    try {
      await mkdir(this.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw notWritable(this.path, error);
    }
  }

  /** The names of its files; none if it isn't there. */
  async names(): Promise<string[]> {
    return readdir(this.path).catch(unlessGone([]));
  }

  /** Removes the folder. Files that others still have open may stay on a network: they remove them. */
  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true }).catch(() => undefined);
  }

  /** Removes the folder if nothing is in it. */
  removeIfEmpty(): void {
    try {
      fs.rmdirSync(this.path);
    } catch {
      // Other processes are at work there, or will go on with what is there.
    }
  }
}

/** Said of files that were removed, also by another host that shares them. */
const GONE = new Set(['ENOENT', 'ESTALE']);

export const isGone = (error: unknown): boolean =>
  GONE.has(String((error as NodeJS.ErrnoException).code));

/** Makes a handler of errors: a file that was removed gives a value, other errors are thrown. */
export function unlessGone<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (isGone(error)) return value;
    throw error;
  };
}
