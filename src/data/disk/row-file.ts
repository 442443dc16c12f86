import { closeSync, fstatSync, openSync, read, readSync, type Stats } from 'node:fs';
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

/**
 * Fulfils requests in their order; a request is made once the one before is fulfilled. Only the reading
 * itself waits for a turn of the event loop, which may be busy: opening a file takes some microseconds.
 */
export async function fulfil(requests: Iterable<Request>): Promise<void> {
  let file: RowFile | null = null;
  let descriptor: number | null = null;
  try {
    for (const request of requests) {
      if (descriptor === null || file !== request.file) {
        if (descriptor !== null) closeSync(descriptor);
        ({ file } = request);
        descriptor = null;
        descriptor = openSync(file.path, 'r');
        assertUnchanged(file, fstatSync(descriptor));
      }
      const { into, position } = request;
      for (let at = 0; at < into.length;) {
        at += countOf(await readSome(descriptor, into.subarray(at), position + at), request);
      }
    }
  } catch (error) {
    throw file === null ? error : readingFailure(file.path, error);
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function readSome(descriptor: number, into: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, into, 0, into.length, position, (error, bytesRead) => {
      if (error === null) resolve(bytesRead);
      else reject(error);
    });
  });
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
