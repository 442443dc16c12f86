import fs from 'node:fs';
import { promisify } from 'node:util';
import { OnelayerError } from '../../errors';
import { flush, flushFolder, jsonText, notWritable } from '../../files';
import path from 'node:path';
import { headerDifferences } from './differences';
import type { Header, Line } from './form';
import { lock } from './lock';
import { readJournalFile } from './read-journal';

const write = promisify(fs.write);
const close = promisify(fs.close);

/** Where the lines of a sweep are kept: in a file that only grows, or in memory alone. */
export interface Journal {
  readonly header: Header;
  /** All lines so far. */
  readonly lines: readonly Line[];
  /** Appends lines, whole and flushed to the disk. @throws OnelayerError NOT_WRITABLE */
  append(lines: readonly Line[]): Promise<void>;
  close(): Promise<void>;
}

export function journalInMemory(header: Header): Journal {
  const lines: Line[] = [];
  return {
    header,
    lines,
    append: (more) => {
      lines.push(...more);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

/**
 * Opens the file of a journal for writing, which begins it or goes on with it; a last line that is not
 * whole is cut off. Locks it until `close`.
 *
 * @param headerOf  makes the header; of the one that the file has, if any
 * @throws OnelayerError NOT_WRITABLE, also where another process writes to it; FILE_INVALID;
 *         CHECKPOINT_MISMATCH naming what differs if the journal is of another sweep
 */
export async function openJournal(
  file: string,
  headerOf: (kept: Header | null) => Header,
): Promise<Journal> {
  const unlock = lock(file);
  try {
    const isThere = fs.existsSync(file);
    const { content, wholeBytes } = isThere
      ? await readJournalFile(file)
      : { content: null, wholeBytes: 0 };
    const header = headerOf(content?.header ?? null);
    if (content !== null) assertSameSweep(file, content.header, header);
    const fd = openWhole(file, wholeBytes);
    const journal = new FileJournal(file, fd, header, [...(content?.lines ?? [])], unlock);
    if (content === null) await journal.begin();
    return journal;
  } catch (error) {
    unlock();
    throw error;
  }
}

function assertSameSweep(file: string, kept: Header, now: Header): void {
  const differences = headerDifferences(kept, now);
  if (differences.length === 0) return;
  const what = differences.join('; ');
  throw new OnelayerError('CHECKPOINT_MISMATCH', `${file} is of another sweep: ${what}`);
}

/** Opens a file to append to after its whole lines. */
function openWhole(file: string, wholeBytes: number): number {
  try {
    const fd = fs.openSync(file, 'a');
    try {
      fs.ftruncateSync(fd, wholeBytes);
    } catch (error) {
      fs.closeSync(fd);
      throw error;
    }
    return fd;
  } catch (error) {
    throw notWritable(file, error);
  }
}

class FileJournal implements Journal {
  constructor(
    private readonly file: string,
    private readonly fd: number,
    readonly header: Header,
    readonly lines: Line[],
    private readonly unlock: () => void,
  ) {}

  async begin(): Promise<void> {
    await this.write(`${jsonText(this.header)}\n`);
    await flushFolder(path.dirname(this.file));
  }

  async append(lines: readonly Line[]): Promise<void> {
    await this.write(lines.map((line) => `${jsonText(line)}\n`).join(''));
    this.lines.push(...lines);
  }

  private async write(text: string): Promise<void> {
    try {
      const bytes = Buffer.from(text);
      for (let from = 0; from < bytes.length;) {
        from += (await write(this.fd, bytes, from)).bytesWritten;
      }
      await flush(this.fd);
    } catch (error) {
      throw notWritable(this.file, error);
    }
  }

  async close(): Promise<void> {
    await close(this.fd);
    this.unlock();
  }
}
