import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { invalid } from '../../data';
import { EntryFile, entryPath, EntryWriter, removeOutdated, type EntrySource } from '../../files';
import { TaskRunner } from '../../tasks';
import type { ReadProgress, TableOptions } from '../readers/format';
import { rowsInto } from '../readers/read-table';
import { TableBuilder } from '../readers/table-builder';
import { StoredTable } from './stored-table';
import { TABLE, type TableContent } from './table-content';
import { TableWriter } from './table-writer';

/**
 * Reads a table that is too large for memory: parses it into an entry of the cache, in bounded memory, or
 * takes the entry that an earlier run has made of the same file and options, if its sums are right.
 *
 * @returns to be closed
 * @throws OnelayerError as `readTable` does; NOT_WRITABLE; the signal's reason
 */
export async function storedTable(
  name: string,
  options: TableOptions,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void = () => undefined,
): Promise<StoredTable> {
  const source = await sourceOf(name);
  const { note = () => undefined } = options;
  const file = entryPath(source, TABLE, keyOf(options));
  const entry = await soundEntry(file, options, signal, onProgress);
  if (entry !== null) {
    const table = new StoredTable(name, entry, true, signal);
    for (const text of table.notes) note(text);
    return table;
  }
  await parse(name, source, file, options, signal, onProgress);
  await removeOutdated(file);
  const made = await EntryFile.open(file);
  if (made === null) throw invalid(file, 'expected the entry that was just written, got none');
  return new StoredTable(name, made, false, signal);
}

/** All options that decide what is parsed. */
function keyOf({ delimiter, header, only, without }: TableOptions): object {
  return { delimiter, header, only, without };
}

async function sourceOf(name: string): Promise<EntrySource> {
  const { size, mtimeMs } = await stat(name);
  return { path: resolve(name), size, changed: mtimeMs };
}

/** Opens an entry, if it is sound and has the columns that are expected. */
async function soundEntry(
  file: string,
  { expected = [], note = () => undefined }: TableOptions,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
): Promise<EntryFile | null> {
  const entry = await EntryFile.open(file);
  if (entry === null) {
    if (await isFile(file)) note(`${file} is damaged: parsed anew`);
    return null;
  }
  const { rows, columns } = entry.facts.content as TableContent;
  let isSound = false;
  try {
    const total = entry.size;
    isSound = await entry.isSound(signal, (bytes) => onProgress({ bytes, total, rows }));
  } finally {
    if (!isSound) await entry.close();
  }
  if (!isSound) {
    note(`${file} is damaged: parsed anew`);
    return null;
  }
  // By the names that are expected, the first line may be a header after all.
  const names = columns.map((own) => own.name);
  if (names[0] !== 'column 1' || expected.every((own) => names.includes(own))) return entry;
  await entry.close();
  return null;
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() ?? false;
}

async function parse(
  name: string,
  source: EntrySource,
  file: string,
  options: TableOptions,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
): Promise<void> {
  const notes: string[] = [];
  const note = (text: string): void => {
    notes.push(text);
    options.note?.(text);
  };
  const entry = await EntryWriter.begin(file, source.size);
  try {
    const table = new TableBuilder(name);
    const writer = new TableWriter(entry, table, new TaskRunner(signal));
    for await (const progress of rowsInto(table, name, { ...options, note }, signal)) {
      await writer.write(false);
      onProgress(progress);
    }
    const content = await writer.end(notes);
    const now = await sourceOf(name);
    if (now.size !== source.size || now.changed !== source.changed) {
      throw invalid(name, 'expected a file that stays as it is, got one that changed while it was read'); // prettier-ignore
    }
    const [rows, columns] = [content.rows, content.columns.length].map((n) => n.toLocaleString('en')); // prettier-ignore
    const words = `${rows} rows of ${columns} columns`;
    await entry.commit({ kind: TABLE, words, source, made: Date.now(), content });
  } catch (error) {
    await entry.abandon();
    throw error;
  }
}
