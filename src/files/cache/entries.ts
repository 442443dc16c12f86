import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder } from '../cache-folder';
import { packageVersion } from '../package-manifest';
import { liveTemporaries, removeLeftovers } from '../temporary-files';
import { EntryFile, useOf } from './entry-file';
import type { EntryFacts, EntrySource } from './entry-format';

const ENDING = '.parsed';

/** `<name>-<path and options>-<size, time and version>.parsed` */
const NAME = /^.+-([0-9a-f]{16})-[0-9a-f]{16}\.parsed$/;

/** Characters of a source's name that its entry has too. */
const LONGEST = 40;

/** An entry of the cache as it is listed. */
export interface ListedEntry {
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** Null if it is damaged. */
  readonly facts: EntryFacts | null;
  /** True if a process reads it. */
  readonly isUsed: boolean;
}

/** The folder of what was parsed. */
export function parsedFolder(): string {
  return join(cacheFolder(), 'parsed');
}

/**
 * Names the file of an entry: another one for another path, other options, a changed source or another
 * version of this package.
 *
 * @param options  all that decides what is parsed, as JSON
 */
export function entryPath(source: EntrySource, kind: string, options: unknown): string {
  const { path, size, changed } = source;
  const name = basename(path).replace(/[^\w.-]/g, '_').slice(0, LONGEST); // prettier-ignore
  const own = hashOf([kind, path, options]);
  const state = hashOf([size, changed, packageVersion()]);
  return join(parsedFolder(), `${name}-${own}-${state}${ENDING}`);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

/** Lists what was parsed, the newest first. */
export async function listEntries(): Promise<ListedEntry[]> {
  const folder = parsedFolder();
  const names = await namesIn(folder);
  const used = new Set(liveTemporaries(folder, names));
  const entries: ListedEntry[] = [];
  for (const name of names.filter((own) => own.endsWith(ENDING) && !own.startsWith('.'))) {
    const file = join(folder, name);
    const found = await EntryFile.facts(file);
    const isUsed = used.has(useOf(name));
    entries.push({ file, size: found?.size ?? 0, facts: found?.facts ?? null, isUsed });
  }
  return entries.sort((a, b) => (b.facts?.made ?? 0) - (a.facts?.made ?? 0));
}

/** Removes entries, but for those that a process uses, and what processes that have ended left. */
export async function clearEntries(): Promise<{ removed: ListedEntry[]; kept: ListedEntry[] }> {
  const entries = await listEntries();
  const removed = entries.filter(({ isUsed }) => !isUsed);
  for (const { file } of removed) await rm(file, { force: true });
  if (entries.length > 0 || (await namesIn(parsedFolder())).length > 0) {
    await removeLeftovers(parsedFolder());
  }
  return { removed, kept: entries.filter(({ isUsed }) => isUsed) };
}

/** Removes the entries of the same path and options that a source had before it was changed. */
export async function removeOutdated(file: string): Promise<void> {
  const [, own] = NAME.exec(basename(file)) ?? [];
  const names = await namesIn(parsedFolder());
  const used = new Set(liveTemporaries(parsedFolder(), names));
  for (const name of names) {
    if (name === basename(file) || NAME.exec(name)?.[1] !== own) continue;
    if (!used.has(useOf(name))) await rm(join(parsedFolder(), name), { force: true });
  }
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
