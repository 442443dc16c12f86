import type { Parser } from 'pickleparser';

/** The parser's interface to its input; its package doesn't export the type. */
type Reader = Parameters<Parser['read']>[0];

/** The official batches have some 40,000 operations: 10,000 labels, 10,000 file names, memo. */
const MOST_OPERATIONS = 250_000;

/**
 * Reads a pickle's operands for the parser, strictly. Python 2's strings are bytes: they come as
 * latin-1 text, which keeps each byte. A length beyond the end of the file, or a pickle of far more
 * operations than a batch has, is an error before anything is built of it.
 */
export class PickleReader implements Reader {
  private position = 0;
  private operations = 0;

  constructor(private readonly buffer: Buffer) {}

  /** Called by the parser once before each operation. */
  hasNext(): boolean {
    if (++this.operations > MOST_OPERATIONS) {
      throw new Error(`it has more than ${MOST_OPERATIONS} operations`);
    }
    return this.position < this.buffer.length;
  }

  skip(length: number): void {
    this.advance(length);
  }

  byte(): number {
    return this.buffer.readUInt8(this.advance(1));
  }

  uint16(): number {
    return this.buffer.readUInt16LE(this.advance(2));
  }

  int32(): number {
    return this.buffer.readInt32LE(this.advance(4));
  }

  uint32(): number {
    return this.buffer.readUInt32LE(this.advance(4));
  }

  uint64(): number {
    return Number(this.buffer.readBigUInt64LE(this.advance(8)));
  }

  float64(): number {
    return this.buffer.readDoubleBE(this.advance(8));
  }

  bytes(length: number): Buffer {
    const start = this.advance(length);
    return this.buffer.subarray(start, start + length);
  }

  string(length: number, encoding: 'ascii' | 'utf-8'): string {
    return this.bytes(length).toString(encoding === 'ascii' ? 'latin1' : 'utf8');
  }

  line(): string {
    const end = this.buffer.indexOf('\n', this.position);
    if (end === -1) throw new Error('it ends within a line');
    const text = this.string(end - this.position, 'ascii');
    this.advance(1);
    return text;
  }

  /** Skips bytes, and returns the position before them. */
  private advance(length: number): number {
    const start = this.position;
    const left = this.buffer.length - start;
    if (length < 0 || length > left) {
      throw new Error(`it is truncated: expected ${length} more bytes, got ${left}`);
    }
    this.position += length;
    return start;
  }
}
