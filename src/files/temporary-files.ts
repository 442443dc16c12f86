import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
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

/** Removes the temporary files that killed processes left in a folder; those of live ones stay. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const path of abandoned(folder, await readdir(folder))) await rm(path, { force: true });
}

/** Files beside which leftovers have been looked for, in this process. */
const cleaned = new Set<string>();

/** Removes what killed processes left of a file, once in a process, if its folder can be listed. */
export function removeLeftoversOnce(folder: string, of: string): void {
  const whole = join(folder, of);
  if (cleaned.has(whole)) return;
  cleaned.add(whole);
  try {
    for (const path of abandoned(folder, readdirSync(folder), of)) rmSync(path, { force: true });
  } catch {
    // A folder that can't be listed may be one that can be written to.
  }
}

/** Returns the files, by their names, that living processes have temporary files of. */
export function liveTemporaries(folder: string, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const match = PATTERN.exec(name);
    if (match === null) return [];
    return isAbandoned(join(folder, name), match[2], Number(match[3])) ? [] : [match[1]];
  });
}

/** Filters the names of temporary files whose writers have ended; returns their paths. */
function abandoned(folder: string, names: readonly string[], of?: string): string[] {
  return names.flatMap((name) => {
    const match = PATTERN.exec(name);
    if (match === null || (of !== undefined && match[1] !== of)) return [];
    const path = join(folder, name);
    return isAbandoned(path, match[2], Number(match[3])) ? [path] : [];
  });
}

function isAbandoned(path: string, onMachine: string, pid: number): boolean {
  // In a container, a restarted program often has the number of the one that was killed: a file
  // of our own number says nothing. Nor does a number of another machine.
  if (onMachine === machine && pid !== process.pid) return !isAlive(pid);
  try {
    return Date.now() - statSync(path).mtimeMs > ABANDONED_AFTER_MS;
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
