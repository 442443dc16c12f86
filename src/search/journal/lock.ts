import fs from 'node:fs';
import { OnelayerError } from '../../errors';
import { notWritable } from '../../files';

/** The process that holds a lock. */
interface Holder {
  readonly pid: number;
  /** When the process began, in the system's own unit; null where the system doesn't tell. */
  readonly began: string | null;
}

/** The name of the file that keeps a second process from writing to a journal. */
export const lockOf = (file: string): string => `${file}.lock`;

/**
 * Locks a file for writing, by a file beside it with this process's number. The lock of a process that
 * was killed is taken over.
 *
 * @returns what unlocks it
 * @throws OnelayerError NOT_WRITABLE if another process, or another sweep of this one, has it
 */
export function lock(file: string): () => void {
  const path = lockOf(file);
  const own = `${path}.${process.pid}`;
  try {
    fs.writeFileSync(own, JSON.stringify(holderOf(process.pid)));
    // The link is made whole or not at all, and only if there is no lock.
    while (!link(own, path)) removeUnlessHeld(file, path);
  } catch (error) {
    throw error instanceof OnelayerError ? error : notWritable(path, error);
  } finally {
    fs.rmSync(own, { force: true });
  }
  return () => fs.rmSync(path, { force: true });
}

/** Returns true while a living process has the lock of a file. */
export function isLocked(file: string): boolean {
  const holder = readHolder(lockOf(file));
  return holder !== null && isAlive(holder);
}

function link(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeUnlessHeld(file: string, path: string): void {
  refuseHeld(file, path);
  // Renamed first, and read again: another process may have taken the lock over meanwhile.
  const stale = `${path}.stale.${process.pid}`;
  try {
    fs.renameSync(path, stale);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return;
  }
  try {
    refuseHeld(file, stale);
  } catch (error) {
    fs.renameSync(stale, path);
    throw error;
  }
  fs.rmSync(stale, { force: true });
}

function refuseHeld(file: string, path: string): void {
  const holder = readHolder(path);
  if (holder === null || !isAlive(holder)) return;
  const what = `another sweep writes to it, process ${holder.pid}`;
  throw new OnelayerError('NOT_WRITABLE', `${file} can't be written: ${what}`);
}

function readHolder(path: string): Holder | null {
  try {
    const holder = JSON.parse(fs.readFileSync(path, 'utf8')) as Partial<Holder>;
    const { pid, began = null } = holder;
    return Number.isSafeInteger(pid) ? { pid: Number(pid), began } : null;
  } catch {
    return null;
  }
}

/** Whether the process still runs, and is not another one that got its number. */
function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = holderOf(pid).began;
  return began === null || now === null || now === began;
}

/** The place of the time when it began in what Linux tells of a process, after its name. */
const BEGAN = 19;

function holderOf(pid: number): Holder {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return { pid, began: text.slice(text.lastIndexOf(')') + 2).split(' ')[BEGAN] };
  } catch {
    return { pid, began: null };
  }
}
