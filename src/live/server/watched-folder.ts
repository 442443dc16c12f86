import { createHash } from 'node:crypto';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { JOURNAL, LIVE_FOLDER } from '../journal/form';
import { JournalTail } from '../journal/tail';
import type { LiveTraining } from '../state';
import { TrainingView } from './training-view';

/** Folders below the one that is watched, at most. */
const DEPTH = 3;

/** A training with the place in its journal up to which it has been read. */
interface Followed {
  readonly view: TrainingView;
  readonly tail: JournalTail;
  reading: Promise<void> | null;
}

/** The trainings of a folder and those below it. */
export class WatchedFolder {
  readonly #followed = new Map<string, Followed>();
  #trainings: readonly LiveTraining[] = [];

  constructor(readonly folder: string) {}

  /** Looks for trainings, and reads on in all journals. */
  async refresh(): Promise<void> {
    const root = await realpath(this.folder).catch(() => null);
    if (root === null) return;
    for (const folder of await foldersWithJournals(root, DEPTH)) {
      const id = createHash('sha256').update(folder).digest('hex').slice(0, 10);
      if (this.#followed.has(id)) continue;
      const name = path.relative(root, folder) || path.basename(folder);
      const tail = new JournalTail(path.join(folder, JOURNAL));
      this.#followed.set(id, { view: new TrainingView(id, folder, name), tail, reading: null });
    }
    for (const id of this.#followed.keys()) await this.read(id);
    this.#summarise();
  }

  /** Reads on in the journal of one training. Returns it; null if there is none of this name. */
  async read(id: string): Promise<TrainingView | null> {
    const followed = this.#followed.get(id);
    if (followed === undefined) return null;
    followed.reading ??= readOn(followed).finally(() => (followed.reading = null));
    await followed.reading;
    return followed.view.started > 0 ? followed.view : null;
  }

  /** The trainings, the newest first, as they were at the last look. */
  get trainings(): readonly LiveTraining[] {
    return this.#trainings;
  }

  #summarise(): void {
    const now = Date.now();
    this.#trainings = [...this.#followed.values()]
      .filter(({ view, tail }) => view.started > 0 && tail.changed > 0)
      .sort((a, b) => b.view.started - a.view.started)
      .map(({ view }) => view.summary(now));
  }
}

async function readOn({ view, tail }: Followed): Promise<void> {
  for await (const line of tail.more()) view.apply(line);
  view.seen = tail.changed;
}

/** Returns the folder and those below it that have a journal. */
async function foldersWithJournals(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const own = entries.some((entry) => entry.isFile() && entry.name === JOURNAL) ? [folder] : [];
  if (depth === 0) return own;
  const below = entries.filter(
    (entry) =>
      entry.isDirectory() &&
      !entry.name.startsWith('.') &&
      !['node_modules', LIVE_FOLDER].includes(entry.name),
  );
  const found = await Promise.all(
    below.map((entry) => foldersWithJournals(path.join(folder, entry.name), depth - 1)),
  );
  return [...own, ...found.flat()];
}
