import { invalid } from '../../data';

/** A line of more bytes is none, or a quote was never closed. */
const MOST_LENGTH = 2 ** 24;

/** An incomplete line of more bytes is looked at again when it has doubled. */
const LONG = 2 ** 16;

/** Keeps the bytes of a text that comes in pieces until they are complete lines. */
export class PiecesOfText {
  /** The bytes, and room for one more. */
  bytes = Buffer.alloc(2 ** 17);
  /** The index after the last byte. */
  end = 0;
  private due = 0;

  constructor(private readonly where: string) {}

  /** Adds a piece, as a copy. @returns whether it is time to look for complete lines */
  add(chunk: Uint8Array): boolean {
    const needed = this.end + chunk.length + 1;
    if (needed > this.bytes.length) {
      const more = Buffer.alloc(2 * needed);
      this.bytes.copy(more, 0, 0, this.end);
      this.bytes = more;
    }
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    return this.end >= this.due;
  }

  /**
   * Drops the bytes before an index, which are complete.
   *
   * @param line  the number of the line that comes next
   * @throws OnelayerError DATA_INVALID if that is too long
   */
  drop(index: number, line: number): void {
    this.bytes.copyWithin(0, index, this.end);
    this.end -= index;
    this.due = index === 0 && this.end > LONG ? Math.min(2 * this.end, MOST_LENGTH + 1) : 0;
    if (this.end <= MOST_LENGTH) return;
    const what = `expected at most ${MOST_LENGTH} bytes, got more`;
    throw invalid(this.where, `line ${line}: ${what}, as of a quote that is not closed`);
  }
}
