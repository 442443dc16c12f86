import { entryPath, entrySource, makeEntry, soundEntry, type EntryFile } from '../../files';
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
  const { note = () => undefined } = options;
  const source = await entrySource(name);
  const file = entryPath(source, TABLE, keyOf(options));
  const found = await soundEntry(file, {
    signal,
    onBytes: (bytes, total) => onProgress({ bytes, total, rows: 0 }),
    onDamage: () => note(`${file} is damaged: ${name} is parsed anew`),
  });
  if (found !== null && hasExpected(found, options)) {
    const table = new StoredTable(name, found, true, signal);
    for (const text of table.notes) note(text);
    return table;
  }
  await found?.close();
  const made = await makeEntry(file, source, async (entry) => {
    const notes: string[] = [];
    const noted = (text: string): void => {
      notes.push(text);
      note(text);
    };
    const table = new TableBuilder(name);
    const writer = new TableWriter(entry, table, new TaskRunner(signal));
    for await (const progress of rowsInto(table, name, { ...options, note: noted }, signal)) {
      await writer.write(false);
      onProgress(progress);
    }
    const content = await writer.end(notes);
    const [rows, columns] = [content.rows, content.columns.length];
    const words = `${rows.toLocaleString('en')} rows of ${columns.toLocaleString('en')} columns`;
    return { kind: TABLE, words, content };
  });
  return new StoredTable(name, made, false, signal);
}

/** All options that decide what is parsed. */
function keyOf({ delimiter, header, only, without }: TableOptions): object {
  return { delimiter, header, only, without };
}

/** By names that are expected, a first line that was taken for data may be a header after all. */
function hasExpected({ facts }: EntryFile, { expected = [] }: TableOptions): boolean {
  const names = (facts.content as TableContent).columns.map(({ name }) => name);
  return names[0] !== 'column 1' || expected.every((own) => names.includes(own));
}
