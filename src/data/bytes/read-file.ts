import { open, stat, type FileHandle } from 'node:fs/promises';
import { Readable, type Transform } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { isAbortion } from '../../tasks';
import { ByteReader } from './byte-reader';
import { invalid, readingFailure } from './faults';

/** Bytes read at a time: processing them takes a millisecond or so. */
const CHUNK = 2 ** 20;

/** Bytes read at a time where each read allocates. */
const PIECE = 2 ** 17;

/** The most bytes that Deflate expands one to (RFC 1951: 258 bytes by two bits). */
export const MOST_EXPANSION = 1032;

export interface OpenFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/** Opens a file for `use`, and closes it. @throws OnelayerError naming the file; the signal's reason */
export async function withFile<Result>(
  file: string,
  use: (open: OpenFile) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  try {
    // Opening a pipe would wait for somebody to write to it.
    if (!(await stat(file)).isFile()) throw invalid(file, 'expected a file');
    const handle = await open(file);
    try {
      return await use({ handle, size: (await handle.stat()).size });
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw isAbortion(error, signal) ? error : readingFailure(file, error);
  }
}

/** Yields a file's bytes from its beginning; each piece is valid until the next is requested. */
export async function* chunksOf({ handle }: OpenFile): AsyncGenerator<Uint8Array> {
  const room = new Uint8Array(CHUNK);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(room, 0, CHUNK, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield room.subarray(0, bytesRead);
  }
}

/** Yields the bytes of a part of a file, from `start` up to `end`; each piece may be kept. */
export async function* partOfFile(
  { handle }: OpenFile,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, undefined> {
  for (let at = start; at < end;) {
    const room = Buffer.allocUnsafe(Math.min(PIECE, end - at));
    const { bytesRead } = await handle.read(room, 0, room.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield room.subarray(0, bytesRead);
  }
}

export function readingFile<Result>(
  file: string,
  use: (reader: ByteReader) => Promise<Result>,
): Promise<Result> {
  return withFile(file, (open) => use(new ByteReader(file, chunksOf(open), open.size, true)));
}

export async function isGzip(handle: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

/** Reads a file from its beginning, and unpacks it if its first two bytes are those of gzip. */
export function readingPerhapsGzip<Result>(
  file: string,
  use: (reader: ByteReader) => Promise<Result>,
): Promise<Result> {
  return withFile(file, async (open) => {
    const { handle, size } = open;
    if (!(await isGzip(handle))) return use(new ByteReader(file, chunksOf(open), size, true));
    const packed = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: CHUNK });
    const bytes = unpacked(file, packed, createGunzip({ chunkSize: CHUNK }));
    return use(new ByteReader(file, bytes, size * MOST_EXPANSION, false));
  });
}

export function inflated(
  where: string,
  packed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined> {
  const source = Readable.from(packed, { highWaterMark: 1 });
  return unpacked(where, source, createInflateRaw({ chunkSize: CHUNK }));
}

/**
 * Yields the bytes that zlib makes of packed ones, on another thread.
 *
 * @param packed  destroyed at the end
 * @throws OnelayerError DATA_INVALID if they are damaged or truncated
 */
export async function* unpacked(
  where: string,
  packed: Readable,
  zlib: Transform,
): AsyncGenerator<Uint8Array, undefined> {
  packed.once('error', (error) => zlib.destroy(error)).pipe(zlib);
  try {
    for await (const chunk of zlib as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!code.startsWith('Z_')) throw error;
    const damaged = `damaged; unpacking says: ${message}`;
    const fault = code === 'Z_BUF_ERROR' ? 'truncated' : damaged;
    throw invalid(where, `the compressed data are ${fault}`, error);
  } finally {
    packed.destroy();
    zlib.destroy();
  }
}
