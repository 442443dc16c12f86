import fs from 'node:fs';
import os from 'node:os';

/** A process, so that others can tell whether it still runs. */
export interface ProcessIdentity {
  readonly host: string;
  /** Tells machines, boots and containers apart: processes of another one can't be looked for. */
  readonly machine: string;
  readonly pid: number;
  /** When the process began, in the system's own unit; null where the system doesn't tell. */
  readonly began: string | null;
}

const orNull = (read: () => string): string | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

/** Hosts may share a name, and containers a host: only one pid namespace of one boot has pids in common. */
const machine = [
  os.hostname(),
  orNull(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  orNull(() => fs.readlinkSync('/proc/self/ns/pid')),
].join(' ');

export function ownIdentity(): ProcessIdentity {
  const { pid } = process;
  return { host: os.hostname(), machine, pid, began: beganOf(pid) };
}

/**
 * Returns true if a process of this machine has ended, or its number is another one's by now. Of other
 * machines' processes, nothing can be said: false.
 */
export function hasEnded({ machine: where, pid, began }: ProcessIdentity): boolean {
  if (where !== machine) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
  }
  const now = beganOf(pid);
  return began !== null && now !== null && now !== began;
}

/** The place of the time when it began in what Linux tells of a process, after its name. */
const BEGAN = 19;

function beganOf(pid: number): string | null {
  return orNull(() => {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[BEGAN];
  });
}
