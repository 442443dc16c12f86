import { appendFile } from 'node:fs/promises';
import { appendFileSync } from 'node:fs';
import { jsonText, notWritable } from '../../files';
import type { JournalLine } from './form';

/** How long lines wait for others, in milliseconds. */
const GATHER_MS = 200;

/**
 * Appends lines to a journal, some at a time, without anybody waiting. Where that fails, as on a full
 * disk, it says so once, and writes nothing more: the training goes on.
 */
export class JournalWriter {
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isOff = false;

  /**
   * @param first   written at once
   * @param onFail  told why nothing more is written
   * @throws OnelayerError NOT_WRITABLE
   */
  constructor(
    private readonly file: string,
    first: JournalLine,
    private readonly onFail: (reason: string) => void,
  ) {
    try {
      // A training that was killed may have left a part of a line.
      appendFileSync(file, `\n${jsonText(first)}\n`);
    } catch (error) {
      throw notWritable(file, error);
    }
  }

  get isOff(): boolean {
    return this.#isOff;
  }

  add(line: JournalLine): void {
    if (this.#isOff) return;
    this.#waiting.push(`${jsonText(line)}\n`);
    this.#timer ??= setTimeout(() => this.#write(), GATHER_MS).unref();
  }

  /** Writes what waits, and nothing after. */
  async close(): Promise<void> {
    this.#write();
    await this.#writing;
    this.#isOff = true;
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#waiting.join('');
    this.#waiting = [];
    if (text === '') return;
    this.#writing = this.#writing.then(async () => {
      if (this.#isOff) return;
      try {
        await appendFile(this.file, text);
      } catch (error) {
        this.#isOff = true;
        this.onFail(notWritable(this.file, error).message);
      }
    });
  }
}
