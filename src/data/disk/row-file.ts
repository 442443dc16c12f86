import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { invalid, readingFailure } from '../bytes/faults';

/** Rows that lie in a file at equal distances. */
export interface RowFile {
  readonly path: string;
  /** Where the first row begins. */
  readonly offset: number;
  readonly rows: number;
  /** The distance of a row from the one before, in bytes. */
  readonly stride: number;
  /** As it was when it was opened: its bytes, and the time of its last change in milliseconds. */
  readonly size: number;
  readonly changed: number;
}

/** Bytes to read from a file. */
export interface Request {
  readonly file: RowFile;
  readonly into: Uint8Array;
  readonly position: number;
}

/** Fulfils requests in their order; a request is made once the one before is fulfilled. */
export async function fulfil(requests: Iterable<Request>): Promise<void> {
  let file: RowFile | null = null;
  let handle: FileHandle | null = null;
  try {
    for (const request of requests) {
      if (handle === null || file !== request.file) {
        await handle?.close();
        ({ file } = request);
        handle = null;
        handle = await open(file.path);
        assertUnchanged(file, await handle.stat());
      }
      const { into, position } = request;
      for (let at = 0; at < into.length;) {
        const { bytesRead } = await handle.read(into, at, into.length - at, position + at);
        at += countOf(bytesRead, request);
      }
    }
  } catch (error) {
    throw file === null ? error : readingFailure(file.path, error);
  } finally {
    await handle?.close();
  }
}

/** The same without a turn of the event loop, for a few rows. */
export function fulfilNow(requests: Iterable<Request>): void {
  for (const request of requests) {
    const { file, into, position } = request;
    try {
      const descriptor = openSync(file.path, 'r');
      try {
        assertUnchanged(file, fstatSync(descriptor));
        for (let at = 0; at < into.length;) {
          const count = readSync(descriptor, into, at, into.length - at, position + at);
          at += countOf(count, request);
        }
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      throw readingFailure(file.path, error);
    }
  }
}

function assertUnchanged({ path, size, changed }: RowFile, now: Stats): void {
  if (now.size === size && now.mtimeMs === changed) return;
  const words = (bytes: number, time: number): string =>
    `${bytes} bytes, last changed at ${new Date(time).toISOString()}`;
  const expected = `expected the file as it was opened, of ${words(size, changed)}`;
  throw invalid(path, `${expected}, got ${words(now.size, now.mtimeMs)}`);
}

/** Returns how many bytes were read. @throws OnelayerError where the file has ended */
function countOf(bytesRead: number, { file, into, position }: Request): number {
  if (bytesRead > 0) return bytesRead;
  const expected = `expected ${into.length} bytes from ${position} on`;
  throw invalid(file.path, `${expected}, but it has become shorter`);
}
