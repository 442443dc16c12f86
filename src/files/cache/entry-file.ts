import { closeSync, openSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { OnelayerError } from '../../errors';
import { temporaryPath } from '../temporary-files';
import { decodeFooter, footerStart, TAIL_BYTES, type EntryFacts, type Part } from './entry-format';

/** A footer has a few numbers for each part: more bytes are none. */
const MOST_FOOTER = 2 ** 28;

/** The name of the file that says that a process uses an entry. */
export const useOf = (name: string): string => `${name}.use`;

/** An entry of the cache that is open for reading; `onelayer cache clear` lets it be as long as it is. */
export class EntryFile {
  private constructor(
    readonly file: string,
    readonly size: number,
    readonly facts: EntryFacts,
    readonly parts: readonly Part[],
    private readonly handle: FileHandle,
    private readonly mark: string | null,
  ) {}

  /** Opens an entry. @returns null if there is none, or one that is damaged */
  static async open(file: string): Promise<EntryFile | null> {
    const mark = markUse(file);
    const handle = await open(file).catch(() => null);
    try {
      const found = handle && (await readFooter(handle));
      if (found) return new EntryFile(file, found.size, found.facts, found.parts, handle, mark);
    } catch {
      // It can't be read, or has the right sum and isn't JSON: damaged all the same.
    }
    await handle?.close();
    unmark(mark);
    return null;
  }

  /** Reads the footer of an entry alone, without a mark that it is used; null if it is damaged. */
  static async facts(
    file: string,
  ): Promise<{ readonly facts: EntryFacts; readonly size: number } | null> {
    const handle = await open(file).catch(() => null);
    try {
      return handle && (await readFooter(handle));
    } catch {
      return null;
    } finally {
      await handle?.close();
    }
  }

  /**
   * Reads a part into memory of its size.
   *
   * @throws OnelayerError DATA_INVALID if it is damaged, as it may be since it was checked
   */
  async readInto(part: number, room: Uint8Array): Promise<void> {
    const { offset, bytes } = this.parts[part];
    const { bytesRead } = await this.handle.read(room, 0, bytes, offset);
    if (bytesRead === bytes) return;
    const what = `expected ${bytes} bytes at ${offset}, got ${bytesRead}`;
    throw new OnelayerError('DATA_INVALID', `${this.file}: ${what}: it was cut off meanwhile`);
  }

  async read(part: number): Promise<Uint8Array> {
    const room = new Uint8Array(this.parts[part].bytes);
    await this.readInto(part, room);
    return room;
  }

  /**
   * Compares all parts with their sums.
   *
   * @param onBytes  called with the number of bytes read so far
   * @returns false if a part is damaged
   */
  async isSound(
    signal: AbortSignal | undefined,
    onBytes: (done: number) => void = () => undefined,
  ): Promise<boolean> {
    let room = Buffer.alloc(0);
    let done = 0;
    for (const { offset, bytes, sum } of this.parts) {
      signal?.throwIfAborted();
      if (room.length < bytes) room = Buffer.alloc(bytes);
      const { bytesRead } = await this.handle.read(room, 0, bytes, offset);
      if (bytesRead < bytes || crc32(room.subarray(0, bytes)) !== sum) return false;
      onBytes((done += bytes));
    }
    return true;
  }

  /** Closes it, and says until this process ends that its file is used. */
  async keep(): Promise<void> {
    await this.handle.close();
  }

  async close(): Promise<void> {
    await this.handle.close();
    unmark(this.mark);
  }
}

async function readFooter(handle: FileHandle) {
  const { size } = await handle.stat();
  const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
  await handle.read(tail, 0, tail.length, size - tail.length);
  const at = footerStart(tail, size);
  if (at === null || size - at > MOST_FOOTER) return null;
  const bytes = Buffer.alloc(size - at);
  await handle.read(bytes, 0, bytes.length, at);
  const found = decodeFooter(bytes);
  return found && { ...found, size };
}

/**
 * Says by a file that this process uses an entry. It has the name of a temporary file: those of processes
 * that have ended are removed as such.
 */
function markUse(file: string): string | null {
  const mark = temporaryPath(dirname(file), useOf(basename(file)));
  try {
    closeSync(openSync(mark, 'wx'));
    return mark;
  } catch {
    // Without the right to write there, an open file is protected by the system alone, as on Linux.
    return null;
  }
}

function unmark(mark: string | null): void {
  if (mark !== null) rmSync(mark, { force: true });
}
