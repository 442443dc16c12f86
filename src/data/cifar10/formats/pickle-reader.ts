/** The longest line: the name of a module or of a function. */
const MOST_LINE_BYTES = 128;

/** Reads a pickle's operands, strictly: each is there as a whole, or it is an error. */
export class PickleReader {
  private position = 0;

  constructor(private readonly buffer: Buffer) {}

  get length(): number {
    return this.buffer.length;
  }

  byte(): number {
    return this.buffer.readUInt8(this.advance(1));
  }

  /** A number of 1 to 4 bytes. */
  count(size: number): number {
    return this.buffer.readUIntLE(this.advance(size), size);
  }

  int32(): number {
    return this.buffer.readInt32LE(this.advance(4));
  }

  /** A length of 8 bytes. */
  longCount(): number {
    return Number(this.buffer.readBigUInt64LE(this.advance(8)));
  }

  float64(): number {
    return this.buffer.readDoubleBE(this.advance(8));
  }

  /** A signed number of up to 8 bytes; longer ones, no batch has. */
  long(size: number): number {
    if (size > 8)
      throw new Error(`it has a number of ${size} bytes, where no batch has more than 8`);
    const bytes = Buffer.from(this.bytes(size));
    const isNegative = size > 0 && bytes[size - 1] >= 128;
    const whole = Buffer.alloc(8, isNegative ? 255 : 0);
    bytes.copy(whole);
    return Number(whole.readBigInt64LE());
  }

  /** A view of the next bytes. */
  bytes(length: number): Buffer {
    const start = this.advance(length);
    return this.buffer.subarray(start, start + length);
  }

  /** A name, and the end of its line. */
  line(): string {
    const end = this.buffer.subarray(this.position, this.position + MOST_LINE_BYTES).indexOf('\n');
    if (end === -1) throw new Error('it ends within a line, or the line is too long');
    const text = this.bytes(end).toString('latin1');
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
