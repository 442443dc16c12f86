import fs from 'node:fs';
import { link, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OnelayerError } from '../../errors';
import { flushFolder, jsonText, notWritable, temporaryPath } from '../../files';
import { headerDifferences } from './differences';
import type { Header } from './form';
import type { JournalReader } from './read-journal';

/**
 * Begins a journal with its header, or goes on with one that is there.
 *
 * @param headerOf  makes the header; of the one that the file has, if any
 * @throws OnelayerError NOT_WRITABLE; FILE_INVALID; CHECKPOINT_MISMATCH if the journal is of another sweep
 */
export async function beginJournal(
  file: string,
  reader: JournalReader,
  headerOf: (kept: Header | null) => Header,
): Promise<Header> {
  for (;;) {
    if (fs.existsSync(file)) {
      await reader.refresh();
      if (reader.header !== null) {
        const header = headerOf(reader.header);
        assertSameSweep(file, reader.header, header);
        return header;
      }
      // It is empty, or has a part of the first line: journals are never made so.
      await rm(file, { force: true });
    }
    const header = headerOf(null);
    if (await create(file, header)) return header;
  }
}

/** @throws OnelayerError CHECKPOINT_MISMATCH that says what differs */
export function assertSameSweep(file: string, kept: Header, now: Header): void {
  const differences = headerDifferences(kept, now);
  if (differences.length === 0) return;
  const what = differences.join('; ');
  throw new OnelayerError('CHECKPOINT_MISMATCH', `${file} is of another sweep: ${what}`);
}

/** Makes the file, whole; returns false if another process has made one. */
async function create(file: string, header: Header): Promise<boolean> {
  const { dir, base } = path.parse(path.resolve(file));
  const temporary = temporaryPath(dir, base);
  try {
    await writeFile(temporary, `${jsonText(header)}\n`, { flag: 'wx', flush: true });
    // The link is made whole or not at all, and only if there is no file.
    await link(temporary, file);
    await flushFolder(dir);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw notWritable(file, error);
  } finally {
    await rm(temporary, { force: true });
  }
}
