import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HEAD_BYTES } from '../../files';
import { unpacked } from './read-file';

/** A first line is enough, too, if it can't begin an XML file. */
const OTHER_LINE = /^[^<][^]*\n/;

/** A stream of bytes whose beginning is known. */
export interface Beginning {
  /** The first bytes: all, or enough to recognise a format. */
  readonly head: Buffer;
  /** All bytes from the beginning; closed at the end. */
  readonly chunks: AsyncGenerator<Uint8Array, undefined>;
  /** Closes the stream, whether or not more of it is read. */
  readonly close: () => Promise<unknown>;
}

/** Reads the beginning of a stream. */
export async function beginningOf(stream: AsyncIterable<Uint8Array>): Promise<Beginning> {
  const chunks = stream[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES && !OTHER_LINE.test(head.toString('latin1'))) {
    const next = await chunks.next();
    if (next.done === true) break;
    // A copy: the piece may be valid until the next is requested only.
    first.push(Uint8Array.from(next.value));
    head = Buffer.concat(first);
  }
  const close = (): Promise<unknown> => chunks.return?.() ?? Promise.resolve();
  return { head, chunks: joined(first, chunks), close };
}

/** The same, of what is packed in it if it is a gzip stream. */
export async function unzippedBeginningOf(
  where: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<Beginning> {
  const found = await beginningOf(stream);
  if (found.head[0] !== 0x1f || found.head[1] !== 0x8b) return found;
  const packed = Readable.from(found.chunks, { highWaterMark: 1 });
  return beginningOf(unpacked(where, packed, createGunzip()));
}

async function* joined(
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined> {
  try {
    yield* first;
    for (;;) {
      const next = await rest.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
