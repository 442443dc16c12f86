import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { readingFailure } from '../bytes/faults';

export const STANDARD_INPUT = '-';

type Chunks = AsyncGenerator<Uint8Array, void, void>;

/** An open file, pipe or standard input, whose beginning is known. */
export interface Input {
  /** Its name, for messages and results. */
  readonly where: string;
  /** The first bytes as Latin-1 text: all, or enough to recognise a format. */
  readonly head: string;
  /** All bytes from the beginning. */
  readonly chunks: Chunks;
  /** Closes it, if nothing is being read. */
  readonly close: () => Promise<unknown>;
}

/** So many bytes are enough for any format; the first line is, if it can't begin an XML file. */
const HEAD_BYTES = 512;
const OTHER_LINE = /^[^<][^]*\n/;

/** Opens an input, and reads its beginning. @throws OnelayerError naming it */
export async function openInput(name: string, signal: AbortSignal): Promise<Input> {
  const isStandard = name === STANDARD_INPUT;
  const where = isStandard ? 'standard input' : name;
  const stream: Readable = isStandard ? process.stdin : createReadStream(name);
  const chunks = chunksOf(addAbortSignal(signal, stream), where);
  const first: Uint8Array[] = [];
  let head = '';
  while (head.length < HEAD_BYTES && !OTHER_LINE.test(head)) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    first.push(value);
    head += Buffer.from(value).toString('latin1');
  }
  return { where, head, chunks: joined(first, chunks), close: () => chunks.return() };
}

/** Reads the rest of an input. */
export async function bytesOf({ chunks }: Input): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function* chunksOf(stream: Readable, where: string): Chunks {
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    throw (error as Error).name === 'AbortError' ? error : readingFailure(where, error);
  }
}

async function* joined(first: readonly Uint8Array[], rest: Chunks): Chunks {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return();
  }
}
