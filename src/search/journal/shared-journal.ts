import { open, type FileHandle } from 'node:fs/promises';
import { flush, flushFolder, jsonText, notWritable, storeWhole } from '../../files';
import { assertSameSweep, beginJournal } from './begin-journal';
import { SharedClaims } from './claims';
import type { EndLine, Header, TrialLine } from './form';
import type { Journal } from './journal';
import { OtherProcesses, OwnProcess, TIMING } from './processes';
import { JournalReader, PART_ENDING } from './read-journal';
import { WorkFolder } from './work-folder';

/**
 * Opens a journal for writing, which begins it or goes on with it, alone or beside other processes. No two
 * processes write to one file: each has a file of its own for its lines, and in the end they are put
 * together in a file that replaces the journal.
 *
 * @param headerOf  makes the header; of the one that the file has, if any
 * @throws as `beginJournal`
 */
export async function openJournal(
  file: string,
  headerOf: (kept: Header | null) => Header,
  timing = TIMING,
): Promise<Journal> {
  const folder = new WorkFolder(file);
  const process = new OwnProcess(folder, timing);
  const reader = new JournalReader(file, process.id + PART_ENDING);
  const others = new OtherProcesses(folder, timing.leaseMs, process.id);
  const claims = new SharedClaims(folder, process.id, others);
  // First of all: who watches the journal sees that there is somebody.
  await process.begin();
  try {
    const header = await beginJournal(file, reader, headerOf);
    const journal = new SharedJournal(file, header, { folder, process, reader, claims });
    await journal.refresh();
    return journal;
  } catch (error) {
    await leave(process, folder);
    throw error;
  }
}

async function leave(process: OwnProcess, folder: WorkFolder): Promise<void> {
  await process.end();
  folder.removeIfEmpty();
}

interface Parts {
  readonly folder: WorkFolder;
  readonly process: OwnProcess;
  readonly reader: JournalReader;
  readonly claims: SharedClaims;
}

class SharedJournal implements Journal {
  readonly claims: SharedClaims;
  readonly id: string;
  private handle: FileHandle | undefined;

  constructor(
    private readonly file: string,
    readonly header: Header,
    private readonly parts: Parts,
  ) {
    this.claims = parts.claims;
    this.id = parts.process.id;
  }

  get lines(): readonly TrialLine[] {
    return this.parts.reader.lines;
  }

  get lastEnd(): EndLine | null {
    return this.parts.reader.lastEnd;
  }

  get hasEnded(): boolean {
    return this.parts.reader.hasEnded;
  }

  async append(lines: readonly TrialLine[]): Promise<void> {
    const { folder, reader } = this.parts;
    const own = folder.file(this.id + PART_ENDING);
    try {
      if (this.handle === undefined) {
        await folder.make();
        this.handle = await open(own, 'a');
        await flushFolder(folder.path);
      }
      await this.handle.writeFile(lines.map((line) => `${jsonText(line)}\n`).join(''));
      await flush(this.handle.fd);
    } catch (error) {
      throw notWritable(own, error);
    }
    reader.add(lines);
  }

  async refresh(): Promise<void> {
    const { reader } = this.parts;
    const isNew = await reader.refresh();
    if (isNew && reader.header !== null) assertSameSweep(this.file, reader.header, this.header);
  }

  async end(line: EndLine): Promise<void> {
    await this.refresh();
    if (!this.hasEnded) {
      const lines = [this.header, ...this.lines, line].map((own) => `${jsonText(own)}\n`);
      await storeWhole(this.file, [Buffer.from(lines.join(''))]);
      await this.refresh();
    }
    await this.parts.folder.remove();
  }

  async close(): Promise<void> {
    const { claims, folder, process } = this.parts;
    await this.handle?.close();
    await claims.releaseAll();
    await leave(process, folder);
  }
}
