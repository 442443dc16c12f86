import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { readingFailure } from '../../data';

/** What stands for standard input. */
export const STANDARD_INPUT = '-';

/** A file, a pipe or standard input, of which the beginning is known. */
export interface Input {
  /** Its name, for messages and results. */
  readonly where: string;
  /** The first bytes: all, or more than a form is recognised by. */
  readonly head: Buffer;
  /** All bytes from the beginning. */
  readonly chunks: AsyncGenerator<Buffer, void, void>;
}

/** By so many bytes each form is recognised; by the first line, what is no XML. */
const HEAD_BYTES = 512;
const OTHER_LINE = /^[^<][^]*\n/;

/** Opens an input, and looks at its beginning. @throws OnelayerError naming it */
export async function openInput(name: string, signal: AbortSignal): Promise<Input> {
  const isStandard = name === STANDARD_INPUT;
  const where = isStandard ? 'standard input' : name;
  const stream: Readable = isStandard ? process.stdin : createReadStream(name);
  const chunks = chunksOf(addAbortSignal(signal, stream), where);
  const first: Buffer[] = [];
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES && !OTHER_LINE.test(head.toString('latin1'))) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    first.push(value);
    head = Buffer.concat(first);
  }
  return { where, head, chunks: joined(first, chunks) };
}

/** All that is left of an input. */
export async function bytesOf({ chunks }: Input): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function* chunksOf(stream: Readable, where: string): AsyncGenerator<Buffer, void, void> {
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    throw (error as Error).name === 'AbortError' ? error : readingFailure(where, error);
  }
}

async function* joined(
  first: readonly Buffer[],
  rest: AsyncGenerator<Buffer, void, void>,
): AsyncGenerator<Buffer, void, void> {
  yield* first;
  yield* rest;
}
