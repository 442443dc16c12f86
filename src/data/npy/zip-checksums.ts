import { invalid } from '../bytes/faults';
import type { OpenFile } from '../bytes/read-file';

/** Of the end record, without its comment, and the longest comment. */
const END_BYTES = 22;
const LONGEST_COMMENT = 2 ** 16 - 1;

const END = Buffer.from('PK\x05\x06');
const ENTRY = Buffer.from('PK\x01\x02');
const ENTRY_BYTES = 46;

/** No archive of arrays has a longer directory: that of a million entries is. */
const MOST_DIRECTORY_BYTES = 2 ** 26;

/** A field of four bytes that says that its value stands elsewhere (ZIP64). */
const ELSEWHERE = 0xffff_ffff;

/**
 * The CRC-32 of each entry of a zip archive, by its name, out of the central directory at its end; none
 * of an archive of more than 4 GB, whose directory is of another form.
 *
 * Source: PKWARE, APPNOTE.TXT, ".ZIP file format specification", sections 4.3.12 and 4.3.16.
 *
 * @throws OnelayerError DATA_INVALID if there is no directory, as in an archive that is cut off
 */
export async function zipChecksums(where: string, file: OpenFile): Promise<Map<string, number>> {
  const tail = await read(file, Math.max(0, file.size - END_BYTES - LONGEST_COMMENT), file.size);
  const end = tail.lastIndexOf(END);
  if (end < 0 || tail.length - end < END_BYTES) throw invalid(where, 'the archive is truncated');
  const [size, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  const sums = new Map<string, number>();
  if (offset === ELSEWHERE || size === ELSEWHERE) return sums;
  if (size > MOST_DIRECTORY_BYTES || offset + size > file.size) {
    throw invalid(where, "the archive's directory is damaged");
  }
  const directory = await read(file, offset, offset + size);
  for (let at = 0; at + ENTRY_BYTES <= directory.length;) {
    const entry = directory.subarray(at);
    if (!entry.subarray(0, ENTRY.length).equals(ENTRY)) {
      throw invalid(where, "the archive's directory is damaged");
    }
    const nameLength = entry.readUInt16LE(28);
    const more = entry.readUInt16LE(30) + entry.readUInt16LE(32);
    const name = entry.toString('utf8', ENTRY_BYTES, ENTRY_BYTES + nameLength);
    sums.set(name, entry.readUInt32LE(16));
    at += ENTRY_BYTES + nameLength + more;
  }
  return sums;
}

async function read({ handle }: OpenFile, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, to - from));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}
