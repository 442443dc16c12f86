import type { EndLine, Header, TrialLine } from './form';
import { ALONE, type Claims } from './claims';

/** Where the lines of a sweep are kept: in files, which several processes may share, or in memory. */
export interface Journal {
  readonly header: Header;
  /** All lines so far but the end; another array whenever there are more. */
  readonly lines: readonly TrialLine[];
  /** How the sweep last ended, even if trials were tried again since; null if it never has. */
  readonly lastEnd: EndLine | null;
  /** Whether the sweep has ended: nothing was trained since. */
  readonly hasEnded: boolean;
  /** What this process and others have claimed. */
  readonly claims: Claims;
  /** Names this process in files that it alone writes; null in memory. */
  readonly id: string | null;
  /** Appends lines, whole and flushed to the disk. @throws OnelayerError NOT_WRITABLE */
  append(lines: readonly TrialLine[]): Promise<void>;
  /** Reads what other processes have appended. @throws OnelayerError FILE_INVALID */
  refresh(): Promise<void>;
  /** Writes the end of the sweep, and puts everything into one file. @throws as `append` */
  end(line: EndLine): Promise<void>;
  /** Gives back what is claimed, at once. */
  close(): Promise<void>;
}

/** A journal that is kept nowhere. */
export class MemoryJournal implements Journal {
  lines: readonly TrialLine[] = [];
  lastEnd: EndLine | null = null;
  hasEnded = false;
  readonly claims = ALONE;
  readonly id = null;

  constructor(readonly header: Header) {}

  append(lines: readonly TrialLine[]): Promise<void> {
    this.lines = [...this.lines, ...lines];
    return Promise.resolve();
  }

  refresh(): Promise<void> {
    return Promise.resolve();
  }

  end(line: EndLine): Promise<void> {
    this.lastEnd = line;
    this.hasEnded = true;
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
