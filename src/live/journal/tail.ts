import { open } from 'node:fs/promises';
import { wholeBytes, wholeLines } from '../../search/journal/journal-text';
import type { JournalLine } from './form';

/** Bytes that are read between two turns of the event loop. */
const PIECE = 1 << 18;

/** Longer lines are no journal's. */
const LONGEST_LINE = 1 << 24;

/** Reads what is appended to a journal, as it comes. */
export class JournalTail {
  #offset = 0;
  #inode: number | bigint | null = null;
  /** When the journal was last written to, or got a sign of life; 0 if it has gone. */
  changed = 0;

  constructor(private readonly file: string) {}

  /** Yields the lines since the last call. What has not the form of a line is left out. */
  async *more(): AsyncGenerator<JournalLine, void, void> {
    const handle = await open(this.file).catch(() => null);
    if (handle === null) return void (this.changed = 0);
    try {
      const { size, ino, mtimeMs } = await handle.stat();
      this.changed = mtimeMs;
      // Another file in its place.
      if (ino !== this.#inode || size < this.#offset) this.#offset = 0;
      this.#inode = ino;
      for (let length = PIECE; this.#offset < size;) {
        const bytes = new Uint8Array(Math.min(length, size - this.#offset));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, this.#offset);
        const read = bytes.subarray(0, bytesRead);
        const whole = wholeBytes(read);
        if (whole === 0 && (bytesRead < length || length >= LONGEST_LINE)) return;
        if (whole === 0) length *= 2;
        this.#offset += whole;
        for (const text of wholeLines(read)) {
          const line = lineOf(text);
          if (line !== null) yield line;
        }
      }
    } finally {
      await handle.close();
    }
  }
}

function lineOf(text: string): JournalLine | null {
  try {
    const value: unknown = JSON.parse(text);
    const isLine = typeof value === 'object' && value !== null && 'kind' in value;
    return isLine ? (value as JournalLine) : null;
  } catch {
    return null;
  }
}
