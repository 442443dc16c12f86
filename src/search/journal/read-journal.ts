import { open } from 'node:fs/promises';
import { readWhole } from '../../files';
import { isEnd, journalForms, type EndLine, type Header, type Line, type TrialLine } from './form';
import { GrowingLines } from './growing-lines';
import { isBeginning, notAJournal, parsedLine, strayLine, wholeLines } from './journal-text';
import { mergeLines } from './merge-lines';
import { WorkFolder } from './work-folder';

/** The ending of the files in which processes keep the lines that they have found. */
export const PART_ENDING = '.jsonl';

/**
 * Reads a journal, which processes may write to meanwhile: its own file, which is only ever replaced as a
 * whole, and beside it a file of each process, which grows.
 */
export class JournalReader {
  /** Null if not even the first line is there. */
  header: Header | null = null;
  /** All lines so far but the end; another array whenever there are more. */
  lines: readonly TrialLine[] = [];
  /** How the sweep last ended, even if trials were tried again since; null if it never has. */
  lastEnd: EndLine | null = null;
  /** Whether the sweep has ended: nothing was trained since. */
  hasEnded = false;

  private readonly folder: WorkFolder;
  private readonly forms = journalForms();
  private readonly parts = new Map<string, GrowingLines>();
  /** The lines of the journal's own file, and what tells that it was replaced. */
  private main: readonly Line[] = [];
  private stamp = '';

  /** @param own  the name of the file that this process writes, and needn't read */
  constructor(
    private readonly file: string,
    private readonly own?: string,
  ) {
    this.folder = new WorkFolder(file);
  }

  /**
   * Reads what is new. Returns whether there was anything.
   *
   * @throws OnelayerError FILE_INVALID naming the line that is not one of a journal, or the trial for
   *         which there are two scores that differ
   */
  async refresh(): Promise<boolean> {
    // The processes' files first: in the end, their lines come into the journal, and they are removed.
    const hasMore = await this.readParts();
    const isReplaced = await this.readMain();
    if (hasMore || isReplaced) this.merge();
    return hasMore || isReplaced;
  }

  /** Adds lines that this process has written. */
  add(lines: readonly TrialLine[]): void {
    this.part(String(this.own)).lines.push(...lines);
    this.merge();
  }

  private part(name: string): GrowingLines {
    const known = this.parts.get(name) ?? new GrowingLines(this.folder.file(name), this.forms.line);
    this.parts.set(name, known);
    return known;
  }

  private async readParts(): Promise<boolean> {
    for (const name of await this.folder.names()) if (name.endsWith(PART_ENDING)) this.part(name);
    let hasMore = false;
    for (const [name, part] of this.parts) {
      if (name !== this.own) hasMore = (await part.more()) || hasMore;
    }
    return hasMore;
  }

  private async readMain(): Promise<boolean> {
    const stamp = await stampOf(this.file);
    if (stamp !== null && stamp === this.stamp) return false;
    const bytes = await readWhole(this.file);
    const [first, ...others] = wholeLines(bytes);
    if ((first as string | undefined) === undefined) {
      if (!isBeginning(bytes)) throw notAJournal(this.file);
      return false;
    }
    this.header = parsedLine(first, this.forms.header) ?? null;
    if (this.header === null) throw notAJournal(this.file);
    this.main = others.map((text, i) => {
      const line = parsedLine(text, this.forms.line);
      if (line !== undefined) return line;
      throw strayLine(this.file, i + 1, 'a line of a journal');
    });
    this.stamp = stamp ?? '';
    return true;
  }

  private merge(): void {
    const { header, main } = this;
    if (header === null) return;
    const parts = [...this.parts.keys()].sort().map((name) => this.part(name));
    assertTrials(header, this.file, 1, main);
    for (const { file, lines } of parts) assertTrials(header, file, 0, lines);
    const own = main.filter((line): line is TrialLine => !isEnd(line));
    this.lines = mergeLines(this.file, [own, ...parts.map(({ lines }) => lines)]);
    const last = main.at(-1);
    this.lastEnd = main.findLast(isEnd) ?? null;
    this.hasEnded =
      last !== undefined &&
      isEnd(last) &&
      mergeLines(this.file, [own]).length === this.lines.length;
  }
}

/** @param before  the lines above */
function assertTrials({ trials }: Header, file: string, before: number, lines: readonly Line[]) {
  const stray = lines.findIndex((line) => 'trial' in line && line.trial >= trials.length);
  if (stray >= 0) throw strayLine(file, stray + before, `one of ${trials.length} trials`);
}

/** Changes whenever a file is replaced, or has grown; null if it can't be opened. */
async function stampOf(file: string): Promise<string | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    const { ino, size, mtimeMs } = await handle.stat();
    return [ino, size, mtimeMs].join();
  } finally {
    await handle.close();
  }
}
