import {
  closeSync,
  constants,
  createReadStream,
  openSync,
  statSync,
  type ReadStream,
} from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { unzippedBeginningOf } from '../bytes/beginning';
import { readingFailure } from '../bytes/faults';

export const STANDARD_INPUT = '-';

type Chunks = AsyncGenerator<Uint8Array, void, void>;

/** An open file, pipe or standard input, whose beginning is known; of a gzip file, what is packed. */
export interface Input {
  /** Its name, for messages and results. */
  readonly where: string;
  /** The first bytes as Latin-1 text: all, or enough to recognise a format. */
  readonly head: string;
  /** All bytes from the beginning. */
  readonly chunks: AsyncGenerator<Uint8Array, undefined>;
  /** Closes it, if nothing is being read. */
  readonly close: () => Promise<unknown>;
}

export interface OpenOptions {
  /** Bytes of a file that are read at a time. */
  readonly highWaterMark?: number;
  /** Called with the number of bytes of each piece that was read. */
  readonly onBytes?: (count: number) => void;
}

/** Names an input in messages. */
export function whereOf(name: string): string {
  return name === STANDARD_INPUT ? 'standard input' : name;
}

/** Opens an input, and reads its beginning. @throws OnelayerError naming it */
export async function openInput(
  name: string,
  signal: AbortSignal,
  { highWaterMark, onBytes }: OpenOptions = {},
): Promise<Input> {
  const isStandard = name === STANDARD_INPUT;
  const where = whereOf(name);
  const stream = isStandard ? process.stdin : createReadStream(name, { highWaterMark });
  if (!isStandard) lettingGo(stream as ReadStream, name, signal);
  const bytes = chunksOf(addAbortSignal(signal, stream), where, signal, onBytes);
  const { head, ...others } = await unzippedBeginningOf(where, bytes);
  return { where, head: head.toString('latin1'), ...others };
}

/**
 * Lets a signal end the opening of a pipe with a name that nobody writes to: it would hold the process
 * for ever, whatever signal it gets.
 */
function lettingGo(stream: ReadStream, name: string, signal: AbortSignal): void {
  const write = (): void => {
    try {
      if (!statSync(name).isFIFO()) return;
      // Whoever waits for a writer has one now.
      closeSync(openSync(name, constants.O_WRONLY | constants.O_NONBLOCK));
    } catch {
      // Nobody waits.
    }
  };
  signal.addEventListener('abort', write, { once: true });
  stream.once('open', () => signal.removeEventListener('abort', write));
}

/** Reads the rest of an input. */
export async function bytesOf({ chunks }: Input): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function* chunksOf(
  stream: Readable,
  where: string,
  signal: AbortSignal,
  onBytes: (count: number) => void = () => undefined,
): Chunks {
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      onBytes(chunk.length);
      yield chunk;
    }
  } catch (error) {
    // The stream's own error of an abortion isn't the signal's reason.
    signal.throwIfAborted();
    throw readingFailure(where, error);
  }
}
