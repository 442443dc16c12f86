import { FlatTable } from './flat-table';
import { MAGIC, SCHEMA, schemaInFooter } from './schema-in-footer';
import { assertSoundMessage } from './sound-message';

/** The bytes before each message, since Arrow 0.15. */
const CONTINUATION = -1;

const CUT_OFF = 'its end is missing';

/** Bytes of a message without its body. */
const MOST_BYTES = 2 ** 28;

/**
 * Hands on the messages of Arrow (IPC), once their lengths were looked at: those of a stream, or of a
 * file, which is a stream between eight bytes and a table of contents.
 *
 * @throws Error if it ends within a message; or, of a file, before its end is marked
 */
export async function* messagesOf(
  chunks: AsyncIterable<Uint8Array>,
  isFile: boolean,
): AsyncGenerator<Uint8Array, void, void> {
  const source = new Pieces(chunks);
  try {
    if (isFile) {
      await source.bytes(8);
      await putSchemaFirst(source);
    }
    for (;;) {
      const first = await source.bytes(4, !isFile);
      if (first === null) return;
      const isNew = first.readInt32LE() === CONTINUATION;
      const second = isNew ? await source.bytes(4) : first;
      const length = second.readInt32LE();
      if (length === 0) {
        if (isFile && (await source.ending()) !== MAGIC) throw new Error(CUT_OFF);
        yield Buffer.concat([first, second]);
        return;
      }
      if (length < 0 || length > MOST_BYTES) throw new Error('a message has no length');
      const message = await source.bytes(length);
      const body = assertSoundMessage(message);
      yield Buffer.concat(isNew ? [first, second, message] : [first, message]);
      yield* source.passing(body);
    }
  } finally {
    await source.close();
  }
}

/**
 * Puts the schema of a file before its batches where it is in the footer alone. All of the file is read
 * for that.
 */
async function putSchemaFirst(source: Pieces): Promise<void> {
  const start = await source.bytes(8);
  const length = start.readInt32LE(4);
  const isMessage = start.readInt32LE() === CONTINUATION && length > 0 && length <= MOST_BYTES;
  const message = isMessage ? await source.bytes(length) : Buffer.alloc(0);
  const first = Buffer.concat([start, message]);
  if (!isMessage || FlatTable.root(message).byte(1) === SCHEMA) {
    source.putBack(first);
    return;
  }
  const file = Buffer.concat([first, await source.all()]);
  const schema = schemaInFooter(file);
  if (schema === null) throw new Error(CUT_OFF);
  const opening = Buffer.alloc(8);
  opening.writeInt32LE(CONTINUATION);
  opening.writeInt32LE(schema.length, 4);
  source.putBack(Buffer.concat([opening, schema, file]));
}

/** Bytes that come in pieces, taken as they are needed. */
class Pieces {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** Returns the next bytes, as a copy. @param mayEnd  whether there may be none: null */
  async bytes(count: number): Promise<Buffer>;
  async bytes(count: number, mayEnd: boolean): Promise<Buffer | null>;
  async bytes(count: number, mayEnd = false): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let left = count; left > 0;) {
      if (!(await this.hasMore())) {
        if (mayEnd && left === count) return null;
        throw new Error(CUT_OFF);
      }
      const part = this.rest.subarray(0, left);
      parts.push(part);
      left -= part.length;
      this.rest = this.rest.subarray(part.length);
    }
    return Buffer.concat(parts);
  }

  /** Returns all that is left. */
  async all(): Promise<Buffer> {
    const parts: Buffer[] = [];
    while (await this.hasMore()) {
      parts.push(this.rest);
      this.rest = this.rest.subarray(this.rest.length);
    }
    return Buffer.concat(parts);
  }

  /** Puts bytes before those that are left. */
  putBack(bytes: Buffer): void {
    this.rest = Buffer.concat([bytes, this.rest]);
  }

  /** Passes all that is left. @returns its last six bytes as text */
  async ending(): Promise<string> {
    let last = '';
    while (await this.hasMore()) {
      last = (last + this.rest.subarray(-MAGIC.length).toString('latin1')).slice(-MAGIC.length);
      this.rest = this.rest.subarray(this.rest.length);
    }
    return last;
  }

  /** Hands on so many bytes as they come. */
  async *passing(count: number): AsyncGenerator<Uint8Array, void, void> {
    for (let left = count; left > 0;) {
      if (!(await this.hasMore())) throw new Error(CUT_OFF);
      const part = this.rest.subarray(0, left);
      left -= part.length;
      this.rest = this.rest.subarray(part.length);
      yield part;
    }
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  private async hasMore(): Promise<boolean> {
    while (this.rest.length === 0) {
      const next = await this.chunks.next();
      if (next.done === true) return false;
      const { buffer, byteOffset, length } = next.value;
      this.rest = Buffer.from(buffer, byteOffset, length);
    }
    return true;
  }
}
