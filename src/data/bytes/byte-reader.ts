import { Readable } from 'node:stream';
import { invalid } from './faults';

/** Reads a stream of bytes, from a file or an archive, once and in order. */
export class ByteReader {
  private rest: Uint8Array = new Uint8Array(0);
  private readonly chunks: AsyncIterator<Uint8Array>;
  private taken = 0;

  /**
   * @param where      the file, for messages
   * @param mostBytes  an upper bound: a header that promises more is refused before anything is
   *                   allocated for it
   * @param exact      whether there are exactly as many
   */
  constructor(
    readonly where: string,
    chunks: AsyncIterable<Uint8Array>,
    private readonly mostBytes: number,
    private readonly exact: boolean,
  ) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  static of(where: string, bytes: Uint8Array): ByteReader {
    return new ByteReader(where, Readable.from([bytes]), bytes.length, true);
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.taken;
  }

  /** Asserts, before anything is allocated, that `count` bytes can follow, and nothing after them. */
  assertRest(count: number, what: string): void {
    const most = this.mostBytes - this.taken;
    const got = `expected ${count} bytes of ${what}, got ${most}`;
    if (count > most) {
      throw invalid(this.where, `${got}${this.exact ? '' : ' at most'}: it is truncated`);
    }
    if (this.exact && count < most) throw invalid(this.where, `${got}: it is too long`);
  }

  async fill(room: Uint8Array, what: string): Promise<void> {
    for (let at = 0; at < room.length;) {
      if (this.rest.length === 0 && !(await this.advance())) {
        const got = `expected ${room.length} bytes of ${what}, got ${at}`;
        throw invalid(this.where, `${got}: it is truncated`);
      }
      const count = Math.min(room.length - at, this.rest.length);
      room.set(this.rest.subarray(0, count), at);
      this.rest = this.rest.subarray(count);
      this.taken += count;
      at += count;
    }
  }

  /**
   * Returns the next bytes: a few.
   *
   * @internal  so that the published types need none of Node's
   */
  async take(count: number, what: string): Promise<Buffer> {
    const bytes = Buffer.alloc(count);
    await this.fill(bytes, what);
    return bytes;
  }

  /** Asserts that nothing follows; reading to the end also lets the stream check itself. */
  async assertEnd(): Promise<void> {
    while (this.rest.length === 0) if (!(await this.advance())) return;
    throw invalid(this.where, `expected its end after ${this.taken} bytes: it is too long`);
  }

  private async advance(): Promise<boolean> {
    const next = await this.chunks.next();
    if (next.done === true) return false;
    this.rest = next.value;
    return true;
  }
}
