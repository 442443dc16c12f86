import { crc32 } from 'node:zlib';
import { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { inflated, partOfFile, withFile, type OpenFile } from '../bytes/read-file';
import type { ArraySource } from './array-source';
import { readArray } from './read-npy';
import { shownName, zipEntries, type ZipEntry } from './zip-directory';

/**
 * Finds arrays of a `.npz` file by name, for `use` to read while it is open. Only their own bytes are
 * ever read.
 *
 * @throws OnelayerError DATA_INVALID if one is missing, there twice, or damaged
 */
export function withNpz<Result>(
  file: string,
  names: readonly string[],
  use: (arrays: ArraySource[]) => Promise<Result>,
): Promise<Result> {
  return withFile(file, async (open) => {
    const entries = await zipEntries(file, open);
    return use(names.map((name) => sourceOf(open, entryCalled(name, names, entries, file))));
  });
}

const arrayName = ({ name }: ZipEntry): string => name.replace(/\.npy$/, '');

function entryCalled(
  name: string,
  names: readonly string[],
  entries: readonly ZipEntry[],
  file: string,
): ZipEntry {
  const found = entries.filter((entry) => arrayName(entry) === name);
  if (found.length > 1) throw invalid(file, `expected one array ${shownName(name)}, got two`);
  if (found.length === 1) return found[0];
  const there = entries.map(arrayName);
  const missing = names.filter((other) => !there.includes(other)).join(' and ');
  const shown = there.slice(0, 8).map(shownName).join(', ') + (there.length > 8 ? ', …' : '');
  throw invalid(file, `expected an array ${missing}; it has ${shown || 'none'}`);
}

/** The names of the arrays of a `.npz` file. */
export function namesInNpz(file: string): Promise<string[]> {
  return withFile(file, async (open) => (await zipEntries(file, open)).map(arrayName));
}

function sourceOf(file: OpenFile, entry: ZipEntry): ArraySource {
  const { where, isCompressed, packedSize, size, sum } = entry;
  return {
    where,
    read: async (check) => {
      const start = await entry.start();
      const packed = partOfFile(file, start, start + packedSize);
      const bytes = checked(isCompressed ? inflated(where, packed) : packed, where, sum);
      try {
        return await readArray(new ByteReader(where, bytes, size, true), check);
      } finally {
        await bytes.return(undefined);
      }
    },
  };
}

/** Passes the bytes of an entry on, the last ones only if the CRC-32 of all is right. */
async function* checked(
  bytes: AsyncIterable<Uint8Array>,
  where: string,
  sum: number,
): AsyncGenerator<Uint8Array, undefined> {
  let own = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of bytes) {
    own = crc32(chunk, own);
    if (held !== undefined) yield held;
    held = chunk;
  }
  if (own !== sum) {
    throw invalid(where, 'it is damaged: its CRC-32 is another than the archive says');
  }
  if (held !== undefined) yield held;
}
