import type { Entry, ZipFile } from 'yauzl';
import { OnelayerError, show } from '../../errors';
import { dependency, formatInWords } from '../../files';
import { invalid } from '../bytes/faults';
import { MOST_EXPANSION, type OpenFile } from '../bytes/read-file';

/** A file in a zip archive, as the directory at the archive's end declares it. */
export interface ZipEntry {
  readonly name: string;
  /** For messages. */
  readonly where: string;
  readonly isCompressed: boolean;
  /** Its bytes in the archive, and when unpacked. */
  readonly packedSize: number;
  readonly size: number;
  /** The CRC-32 of the unpacked bytes. */
  readonly sum: number;
  /** Finds out where its bytes begin in the archive. */
  readonly start: () => Promise<number>;
}

const STORED = 0;
const DEFLATED = 8;

const LOCAL_HEADER = Buffer.from('PK\x03\x04');

/** Enough to say what another file is. */
const HEAD_BYTES = 64;

/** No archive of arrays has more: each takes two reads. */
const MOST_ENTRIES = 2 ** 16;

/**
 * Lists the entries of a zip archive by its directory. Nothing is unpacked.
 *
 * @throws OnelayerError DATA_INVALID if it is none, or its directory is damaged or truncated
 */
export async function zipEntries(where: string, file: OpenFile): Promise<ZipEntry[]> {
  const { buffer, bytesRead } = await file.handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const head = buffer.subarray(0, bytesRead);
  if (!head.subarray(0, 4).equals(LOCAL_HEADER)) {
    throw invalid(where, `expected an archive of NumPy arrays (.npz), got ${formatInWords(head)}`);
  }
  try {
    const archive = await openArchive(file);
    if (archive.entryCount > MOST_ENTRIES) {
      throw invalid(where, `expected at most ${MOST_ENTRIES} arrays, got ${archive.entryCount}`);
    }
    const entries: ZipEntry[] = [];
    for await (const entry of archive.eachEntry()) entries.push(entryOf(where, archive, entry));
    return entries;
  } catch (error) {
    throw damage(where, error);
  }
}

/** The archive doesn't close the file: its opener does. */
function openArchive({ handle }: OpenFile): Promise<ZipFile> {
  const { fromFdPromise } = dependency('yauzl', () => require('yauzl') as typeof import('yauzl'));
  // As bytes, names aren't checked as paths, which they never become.
  return fromFdPromise(handle.fd, { autoClose: false, decodeStrings: false });
}

function entryOf(file: string, archive: ZipFile, entry: Entry): ZipEntry {
  const name = entry.fileNameRaw.toString('utf8');
  const where = `${shownName(name)} in ${file}`;
  return {
    name,
    where,
    isCompressed: entry.compressionMethod === DEFLATED,
    packedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    sum: entry.crc32,
    start: async () => {
      assertReadable(where, archive, entry);
      try {
        return (await archive.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart;
      } catch (error) {
        throw damage(file, error);
      }
    },
  };
}

/** Asserts that an entry can be unpacked, and declares a size that can be. */
function assertReadable(where: string, { fileSize }: ZipFile, entry: Entry): void {
  const { compressionMethod: method, compressedSize: packedSize, uncompressedSize: size } = entry;
  if (entry.isEncrypted()) throw invalid(where, 'expected an array, got an encrypted one');
  if (method !== STORED && method !== DEFLATED) {
    throw invalid(where, `expected no compression or deflate, got compression method ${method}`);
  }
  const most = method === DEFLATED ? packedSize * MOST_EXPANSION : packedSize;
  if (packedSize > fileSize || size > most) {
    const declared = `it declares ${packedSize} bytes that unpack to ${size}`;
    throw invalid(where, `${declared}, in an archive of ${fileSize}: it is damaged`);
  }
}

/** Says what is wrong with an archive; the system's errors stay as they are. */
function damage(where: string, error: unknown): Error {
  const { message, code } = error as NodeJS.ErrnoException;
  if (error instanceof OnelayerError || code !== undefined) return error as Error;
  const isCut = /^(End of central directory|unexpected EOF|file data overflows)/.test(message);
  const fault = isCut ? 'truncated' : `damaged; its directory: ${message}`;
  return invalid(where, `the archive is ${fault}`, error);
}

/** An entry's name as it stands in the archive, unless that isn't fit to be shown. */
export function shownName(name: string): string {
  return /^[\w./-]{1,60}$/.test(name) ? name : show(name);
}
