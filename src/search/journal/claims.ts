import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { notWritable } from '../../files';
import type { OtherProcesses } from './processes';
import { isGone, unlessGone, type WorkFolder } from './work-folder';

/** Work that processes share out: each piece is claimed by one of them at a time. */
export interface Claims {
  /** Claims those pieces that no living process has; returns their names. */
  take(names: readonly string[]): Promise<string[]>;
  /** Gives claims back. */
  release(names: readonly string[]): Promise<void>;
  /** The names of the pieces that other living processes have. */
  ofOthers(): Promise<Set<string>>;
  /** The number of other living processes. */
  others(): Promise<number>;
}

/** A sweep without others: everything is free. */
export const ALONE: Claims = {
  take: (names) => Promise.resolve([...names]),
  release: () => Promise.resolve(),
  ofOthers: () => Promise.resolve(new Set()),
  others: () => Promise.resolve(0),
};

const ENDING = '.claim';

/** Two processes that take over the same claim notice it after this time. */
const SETTLE_MS = 50;

/**
 * Claims as files that have the id of the process in them. They are made exclusively, which network file
 * systems can do. A claim of a dead process is taken over by renaming another file to its name. If two
 * processes should have the same claim after all, e.g. one that was suspended, both train the same to
 * the same bits: claims save work, and nothing else relies on them.
 */
export class SharedClaims implements Claims {
  private readonly held = new Set<string>();

  constructor(
    private readonly folder: WorkFolder,
    private readonly own: string,
    private readonly processes: OtherProcesses,
  ) {}

  others(): Promise<number> {
    return this.processes.living();
  }

  async ofOthers(): Promise<Set<string>> {
    const names = (await this.folder.names()).filter((name) => name.endsWith(ENDING));
    const found = new Set<string>();
    const isDead = new Map<string, boolean>();
    for (const file of names) {
      const name = file.slice(0, -ENDING.length);
      if (this.held.has(name)) continue;
      const owner = await this.ownerOf(name);
      if (owner === null || owner === this.own) continue;
      if (!isDead.has(owner)) isDead.set(owner, await this.processes.isDead(owner));
      if (isDead.get(owner) === false) found.add(name);
    }
    return found;
  }

  async take(names: readonly string[]): Promise<string[]> {
    const taken: string[] = [];
    const takenOver: string[] = [];
    try {
      for (const name of names) {
        if (await this.make(name)) taken.push(name);
        else if (await this.takeOver(name)) takenOver.push(name);
      }
      if (takenOver.length > 0) await setTimeout(SETTLE_MS);
      for (const name of takenOver) {
        if ((await this.ownerOf(name)) === this.own) taken.push(name);
      }
    } catch (error) {
      throw notWritable(this.folder.path, error);
    }
    for (const name of taken) this.held.add(name);
    return names.filter((name) => taken.includes(name));
  }

  async release(names: readonly string[]): Promise<void> {
    for (const name of names) {
      this.held.delete(name);
      if ((await this.ownerOf(name)) === this.own) await rm(this.fileOf(name), { force: true });
    }
  }

  async releaseAll(): Promise<void> {
    await this.release([...this.held]);
  }

  private fileOf(name: string): string {
    return this.folder.file(name + ENDING);
  }

  private async make(name: string): Promise<boolean> {
    try {
      await writeFile(this.fileOf(name), this.own, { flag: 'wx' });
      return true;
    } catch (error) {
      // If the folder was removed, the sweep has ended meanwhile.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST' || isGone(error)) return false;
      throw error;
    }
  }

  private async takeOver(name: string): Promise<boolean> {
    const owner = await this.ownerOf(name);
    if (owner === null || (owner !== this.own && !(await this.processes.isDead(owner)))) {
      return false;
    }
    const file = this.fileOf(name);
    const mine = `${file}.${this.own}`;
    try {
      await writeFile(mine, this.own);
      await rename(mine, file);
      return true;
    } catch (error) {
      return unlessGone(false)(error);
    }
  }

  /** The id of the process that has a claim; null if nobody has. */
  private async ownerOf(name: string): Promise<string | null> {
    const owner = await readFile(this.fileOf(name), 'utf8').catch(unlessGone(null));
    // Killed between making and writing it, a process leaves a claim of nobody that we know.
    return owner === '' ? `nobody-${name}` : owner;
  }
}
