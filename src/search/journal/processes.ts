import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { notWritable } from '../../files';
import { hasEnded, ownIdentity, type ProcessIdentity } from './machine';
import { unlessGone, type WorkFolder } from './work-folder';

/** How often a process gives a sign of life, and how long others wait for one. */
export interface Timing {
  readonly beatMs: number;
  readonly leaseMs: number;
}

/** A process of another host counts as dead after half a minute without a sign of life. */
export const TIMING: Timing = { beatMs: 5_000, leaseMs: 30_000 };

const ENDING = '.process';

/** This process, as the others see it: a file that says who it is, and changes at each sign of life. */
export class OwnProcess {
  readonly id: string;
  private readonly identity = ownIdentity();
  private beats = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly folder: WorkFolder,
    private readonly timing: Timing,
  ) {
    const { host, pid } = this.identity;
    const random = randomBytes(4).toString('hex');
    this.id = `${host.replace(/[^\w-]/g, '_').slice(0, 40)}-${pid}-${random}`;
  }

  /** @throws OnelayerError NOT_WRITABLE */
  async begin(): Promise<void> {
    await this.folder.make();
    await this.beat().catch((error: unknown) => {
      throw notWritable(this.file, error);
    });
    this.timer = setInterval(() => {
      // Without a sign of life, others take over what is claimed: both get the same results then.
      this.writing ??= this.beat()
        .catch(() => undefined)
        .finally(() => (this.writing = undefined));
    }, this.timing.beatMs);
    this.timer.unref();
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    await rm(this.file, { force: true });
  }

  private get file(): string {
    return this.folder.file(this.id + ENDING);
  }

  private beat(): Promise<void> {
    return writeFile(this.file, JSON.stringify({ ...this.identity, beat: this.beats++ }));
  }
}

/** What was last seen of another process. */
interface Seen {
  readonly text: string | null;
  /** For how long this process has watched it without a sign of life. */
  readonly quietMs: number;
  readonly at: number;
}

/**
 * The other processes of a sweep. Clocks of hosts differ, so no times are compared: a process is dead
 * if it has been watched for a lease, by this process's own clock, and has given no sign of life.
 * A process of this machine is dead as soon as it has ended.
 */
export class OtherProcesses {
  private readonly seen = new Map<string, Seen>();

  /** @param own  the id of this process; undefined for one that only looks on */
  constructor(
    private readonly folder: WorkFolder,
    private readonly leaseMs: number,
    private readonly own?: string,
  ) {}

  /** Looks at a process, and tells whether it is dead. */
  async isDead(id: string): Promise<boolean> {
    const text = await readFile(this.folder.file(id + ENDING), 'utf8').catch(unlessGone(null));
    const identity = identityIn(text);
    if (identity !== null && hasEnded(identity)) return true;
    const at = performance.now();
    const last = this.seen.get(id);
    // A long time between two looks counts less: this process itself may have been suspended.
    const quietMs =
      last?.text === text ? last.quietMs + Math.min(at - last.at, this.leaseMs / 2) : 0;
    this.seen.set(id, { text, quietMs, at });
    return quietMs >= this.leaseMs;
  }

  /** The number of those that live. */
  async living(): Promise<number> {
    const names = (await this.folder.names()).filter((name) => name.endsWith(ENDING));
    let count = 0;
    for (const name of names) {
      const id = name.slice(0, -ENDING.length);
      if (id !== this.own && !(await this.isDead(id))) count++;
    }
    return count;
  }
}

/** The process that a file is of; null while it is being written. */
function identityIn(text: string | null): ProcessIdentity | null {
  try {
    return JSON.parse(text ?? '') as ProcessIdentity;
  } catch {
    return null;
  }
}
