import type { Duplex } from 'node:stream';
import { once } from 'node:events';

/**
 * A message to a process that runs the user's code, or from it: the length of a header in JSON, 4
 * bytes; the header, whose `numbers` says how many numbers follow; and these, float64, all in the
 * machine's byte order.
 */
export interface Frame {
  readonly header: Header;
  readonly numbers: Float64Array;
}

export type Header = Readonly<Record<string, unknown>>;

/** The most bytes that are handed to the channel at once. */
const PIECE = 2 ** 20;

const LENGTH = 4;

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

/** Writes a frame piece by piece, so that the event loop turns while a whole data set is sent. */
export async function writeFrame(
  channel: Duplex,
  header: Header,
  parts: readonly Float64Array[],
): Promise<void> {
  const numbers = parts.reduce((sum, { length }) => sum + length, 0);
  const text = Buffer.from(JSON.stringify({ ...header, numbers }));
  channel.write(Buffer.concat([bytesOf(Uint32Array.of(text.length)), text]));
  for (const part of parts) {
    const bytes = bytesOf(part);
    for (let at = 0; at < bytes.length; at += PIECE) {
      if (channel.destroyed) return;
      if (!channel.write(bytes.subarray(at, at + PIECE))) await drained(channel);
    }
  }
}

/** Waits until a channel takes more, or is closed. */
async function drained(channel: Duplex): Promise<void> {
  const end = new AbortController();
  const { signal } = end;
  try {
    await Promise.race([once(channel, 'drain', { signal }), once(channel, 'close', { signal })]);
  } finally {
    end.abort();
  }
}

/** Puts frames together out of the pieces in which they come. */
export class FrameReader {
  #pieces: Uint8Array[] = [];
  #length = 0;
  #header: { readonly header: Header; readonly numbers: number } | null = null;

  constructor(private readonly onFrame: (frame: Frame) => void) {}

  add(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    while (this.#takeFrame());
  }

  /** Takes a frame if it is complete. */
  #takeFrame(): boolean {
    this.#header ??= this.#takeHeader();
    if (this.#header === null) return false;
    const { header, numbers } = this.#header;
    if (this.#length < 8 * numbers) return false;
    this.#header = null;
    const own = new Float64Array(numbers);
    bytesOf(own).set(this.#take(8 * numbers));
    this.onFrame({ header, numbers: own });
    return true;
  }

  #takeHeader() {
    if (this.#length < LENGTH) return null;
    const own = new Uint32Array(1);
    bytesOf(own).set(this.#whole().subarray(0, LENGTH));
    const [length] = own;
    if (this.#length < LENGTH + length) return null;
    this.#take(LENGTH);
    const header = JSON.parse(Buffer.from(this.#take(length)).toString()) as Header;
    return { header, numbers: header.numbers as number };
  }

  #take(length: number): Uint8Array {
    const whole = this.#whole();
    this.#pieces = [whole.subarray(length)];
    this.#length -= length;
    return whole.subarray(0, length);
  }

  /** Joins the pieces; done for a header, and once all numbers are there. */
  #whole(): Uint8Array {
    if (this.#pieces.length !== 1) this.#pieces = [Buffer.concat(this.#pieces)];
    return this.#pieces[0];
  }
}
