import { chmodSync, fchmodSync, fchownSync, fstatSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** Where a file is to be written, and who may use the one that it replaces. */
export interface Place {
  /** The whole path; of a link, of what it points to. */
  readonly whole: string;
  readonly folder: string;
  readonly name: string;
  /** Of the file that is there; undefined if none is. */
  readonly old: { readonly mode: number; readonly uid: number; readonly gid: number } | undefined;
}

const MODE_BITS = 0o7777;

/** The mode of a new file, of which the process's mask takes its part. */
const NEW_MODE = 0o666;

/**
 * Finds the place of a file that is to be written.
 *
 * @throws Error if something that is neither a file nor a folder is there: it must not be replaced
 */
export function placeOf(file: string): Place {
  const whole = resolved(file);
  const { dir: folder, base: name } = path.parse(whole);
  const found = statSync(whole, { throwIfNoEntry: false });
  if (found === undefined) return { whole, folder, name, old: undefined };
  // A folder is refused by the system.
  if (!found.isFile() && !found.isDirectory()) throw new Error('it is a device or a pipe');
  const { mode, uid, gid } = found;
  return { whole, folder, name, old: { mode: mode & MODE_BITS, uid, gid } };
}

function resolved(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // What can't be resolved isn't there yet, or can't be written either.
    return path.resolve(file);
  }
}

/** Returns the mode to create a file with: nobody may read what they couldn't read before. */
export function modeFor({ old }: Place): number {
  return old?.mode ?? NEW_MODE;
}

/** Gives a new file the mode of the one that it will replace, and its owner where that is allowed. */
export function keepPermissions({ old }: Place, fd: number, temporary: string): void {
  if (old === undefined) return;
  const { uid, gid } = fstatSync(fd);
  if (uid !== old.uid || gid !== old.gid) attempt(() => fchownSync(fd, old.uid, old.gid));
  // The process's mask has taken its part, and so may have a change of the owner.
  if ((fstatSync(fd).mode & MODE_BITS) === old.mode) return;
  // With --permission, Node knows a file by its name alone.
  if (!attempt(() => fchmodSync(fd, old.mode))) chmodSync(temporary, old.mode);
}

/** Returns whether something could be done. */
function attempt(what: () => void): boolean {
  try {
    what();
    return true;
  } catch {
    return false;
  }
}
