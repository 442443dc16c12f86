import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { flushFolder } from '../flush';
import { temporaryPath } from '../temporary-files';
import { encodeFooter, type EntryFacts, type Part } from './entry-format';
import { prepareFolder, unwritable } from './store';

/** Writes an entry of the cache part by part; it is there when it is complete, and not before. */
export class EntryWriter {
  private readonly parts: Part[] = [];
  private at = 0;

  private constructor(
    readonly file: string,
    private readonly temporary: string,
    private readonly handle: FileHandle,
  ) {}

  /**
   * Begins an entry.
   *
   * @param bytes  its size, about: there must be room for so many
   * @throws OnelayerError NOT_WRITABLE
   */
  static async begin(file: string, bytes: number): Promise<EntryWriter> {
    const folder = dirname(file);
    await prepareFolder(folder, bytes);
    const temporary = temporaryPath(folder, basename(file));
    try {
      return new EntryWriter(file, temporary, await open(temporary, 'wx+'));
    } catch (error) {
      throw unwritable(file, error);
    }
  }

  /** Writes the next part, which must not change meanwhile. @returns its number */
  async append(bytes: Uint8Array): Promise<number> {
    this.parts.push({ offset: this.at, bytes: bytes.length, sum: crc32(bytes) });
    const { at } = this;
    this.at += bytes.length;
    await this.write(bytes, at);
    return this.parts.length - 1;
  }

  /** Reads a part again. */
  async read(part: number): Promise<Uint8Array> {
    const { offset, bytes } = this.parts[part];
    const room = new Uint8Array(bytes);
    const { bytesRead } = await this.handle.read(room, 0, bytes, offset);
    if (bytesRead < bytes) throw new Error(`${this.temporary} was cut off while it was written`);
    return room;
  }

  /** Writes a part anew, in at most as many bytes. */
  async replace(part: number, bytes: Uint8Array): Promise<void> {
    const { offset } = this.parts[part];
    this.parts[part] = { offset, bytes: bytes.length, sum: crc32(bytes) };
    await this.write(bytes, offset);
  }

  /** Completes the entry, which takes the place of an older one. */
  async commit(facts: EntryFacts): Promise<void> {
    await this.write(encodeFooter(facts, this.parts, this.at), this.at);
    try {
      await this.handle.sync();
      await this.handle.close();
      await rename(this.temporary, this.file);
    } catch (error) {
      throw unwritable(this.file, error);
    }
    await flushFolder(dirname(this.file));
  }

  /** Removes what was written of an entry that isn't complete. */
  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.temporary, { force: true });
  }

  private async write(bytes: Uint8Array, offset: number): Promise<void> {
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, offset + done); // prettier-ignore
        done += bytesWritten;
      }
    } catch (error) {
      throw unwritable(this.file, error);
    }
  }
}
