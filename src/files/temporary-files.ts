import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** `.<file>.<machine>-<process>-<random>.tmp` */
const PATTERN = /^\.(.+)\.([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.tmp$/;

/** Writing a file takes seconds: nobody still writes a temporary file of this age. */
const ABANDONED_AFTER_MS = 24 * 3600 * 1000;

/** Tells machines that share a folder apart. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Makes a new temporary path beside the file that it will become, with the writer's process in it. */
export function temporaryPath(folder: string, file: string): string {
  const random = randomBytes(6).toString('hex');
  return join(folder, `.${file}.${machine}-${process.pid}-${random}.tmp`);
}

/**
 * Removes the temporary files that killed processes left in a folder; those of live ones stay.
 *
 * @param of  the name of the file that they were to become; by default any
 */
export async function removeLeftovers(folder: string, of?: string): Promise<void> {
  for (const file of await readdir(folder)) {
    const match = PATTERN.exec(file);
    if (match === null || (of !== undefined && match[1] !== of)) continue;
    const path = join(folder, file);
    if (await isAbandoned(path, match[2], Number(match[3]))) await rm(path, { force: true });
  }
}

async function isAbandoned(path: string, onMachine: string, pid: number): Promise<boolean> {
  // In a container, a restarted program often has the number of the one that was killed: a file
  // of our own number says nothing. Nor does a number of another machine.
  if (onMachine === machine && pid !== process.pid) return !isAlive(pid);
  try {
    return Date.now() - (await stat(path)).mtimeMs > ABANDONED_AFTER_MS;
  } catch {
    // Its writer has renamed or removed it in the meantime.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process is there, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
