import { open } from 'node:fs/promises';
import { isEnd, type Line, type TrialLine } from './form';
import { parsedLine, strayLine, wholeBytes, wholeLines, type Form } from './journal-text';
import { unlessGone } from './work-folder';

/** The lines of a file to which one process appends. They are kept when the file is removed. */
export class GrowingLines {
  readonly lines: TrialLine[] = [];
  private offset = 0;

  constructor(
    readonly file: string,
    private readonly form: Form<Line>,
  ) {}

  /** Reads what has been appended. Returns whether there was anything. @throws OnelayerError FILE_INVALID */
  async more(): Promise<boolean> {
    const bytes = await this.readOn();
    const whole = wholeBytes(bytes);
    if (whole === 0) return false;
    for (const text of wholeLines(bytes)) {
      const line = parsedLine(text, this.form);
      if (line === undefined || isEnd(line)) {
        throw strayLine(this.file, this.lines.length, 'a line of a trial');
      }
      this.lines.push(line);
    }
    this.offset += whole;
    return true;
  }

  private async readOn(): Promise<Uint8Array> {
    // Opened each time: a network file system looks then whether there is more.
    const handle = await open(this.file).catch(unlessGone(null));
    if (handle === null) return new Uint8Array();
    try {
      const { size } = await handle.stat();
      if (size <= this.offset) return new Uint8Array();
      const bytes = new Uint8Array(size - this.offset);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, this.offset);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }
}
