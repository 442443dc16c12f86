import type { Task } from '../../tasks';
import type { ContentHash } from './kind';

/** Bytes hashed between two yields of a task: some milliseconds. */
const PIECE_BYTES = 2 ** 22;

/** Adds an array's type, length and contents to a hash, as a cooperative task. */
export function* hashingArray(array: ArrayBufferView, hash: ContentHash): Task<void> {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  hash.update(arrayHead(array.constructor.name, bytes.length));
  yield* hashingBytes(bytes, hash);
}

/** What goes before an array's contents in its hash. */
export function arrayHead(type: string, bytes: number): string {
  return `${type} ${bytes}`;
}

/** Adds bytes to a hash, as a cooperative task. */
export function* hashingBytes(bytes: Uint8Array, hash: ContentHash): Task<void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    hash.update(bytes.subarray(at, at + PIECE_BYTES));
    yield;
  }
}
