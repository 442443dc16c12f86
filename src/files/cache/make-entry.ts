import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OnelayerError } from '../../errors';
import { removeOutdated } from './entries';
import { EntryFile } from './entry-file';
import type { EntryFacts, EntrySource } from './entry-format';
import { EntryWriter } from './entry-writer';

/** Describes a file as it is now. */
export async function entrySource(name: string): Promise<EntrySource> {
  const { size, mtimeMs } = await stat(name);
  return { path: resolve(name), size, changed: mtimeMs };
}

/** Writes the parts of an entry, and describes them. */
type Write = (entry: EntryWriter) => Promise<Pick<EntryFacts, 'kind' | 'words' | 'content'>>;

interface Checking {
  readonly signal: AbortSignal | undefined;
  /** Called with the bytes that were compared with their sums, and all. */
  readonly onBytes: (done: number, total: number) => void;
  /** Called if there is an entry that is damaged. */
  readonly onDamage: () => void;
}

/** Opens an entry whose parts have the right sums. @returns null if there is none, to be closed */
export async function soundEntry(
  file: string,
  { signal, onBytes, onDamage }: Checking,
): Promise<EntryFile | null> {
  const entry = await EntryFile.open(file);
  if (entry === null) {
    const found = await stat(file).catch(() => null);
    if (found?.isFile() === true) onDamage();
    return null;
  }
  let isSound = false;
  try {
    isSound = await entry.isSound(signal, (done) => onBytes(done, entry.size));
  } finally {
    if (!isSound) await entry.close();
  }
  if (isSound) return entry;
  onDamage();
  return null;
}

/**
 * Makes an entry of a file in place of those that the source had before it was changed.
 *
 * @param write  writes the parts, and describes them
 * @returns to be closed
 * @throws OnelayerError DATA_INVALID if the source changes meanwhile; NOT_WRITABLE; whatever `write` throws
 */
export function makeEntry(file: string, source: EntrySource, write: Write): Promise<EntryFile> {
  return makeDerivedEntry(file, source, async (entry) => {
    const facts = await write(entry).catch(async (error: unknown) => {
      // A fault in what was read of it may come from the change.
      if (isInvalid(error)) await assertUnchanged(source);
      throw error;
    });
    await assertUnchanged(source);
    return facts;
  });
}

function isInvalid(error: unknown): boolean {
  return error instanceof OnelayerError && error.code === 'DATA_INVALID';
}

async function assertUnchanged({ path, size, changed }: EntrySource): Promise<void> {
  const now = await entrySource(path);
  if (now.size === size && now.changed === changed) return;
  const what = 'expected a file that stays as it is, got one that changed while it was read';
  throw new OnelayerError('DATA_INVALID', `${path}: ${what}`);
}

/**
 * Makes an entry of something that is in memory.
 *
 * @param source  its name, with the bytes that the entry takes
 * @param write   writes the parts, and describes them
 * @returns to be closed
 * @throws OnelayerError NOT_WRITABLE; whatever `write` throws
 */
export async function makeDerivedEntry(
  file: string,
  source: EntrySource,
  write: Write,
): Promise<EntryFile> {
  const entry = await EntryWriter.begin(file, source.size);
  try {
    const facts = await write(entry);
    await entry.commit({ ...facts, source, made: Date.now() });
  } catch (error) {
    await entry.abandon();
    throw error;
  }
  await removeOutdated(file);
  const made = await EntryFile.open(file);
  if (made !== null) return made;
  throw new OnelayerError(
    'DATA_INVALID',
    `${file}: it was removed or damaged as soon as it was written`,
  );
}
