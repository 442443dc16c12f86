import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { unpacked, withFile } from '../bytes/read-file';
import type { FoundArray } from './arrays-to-data-set';
import { readArray } from './read-npy';
import { zipChecksums } from './zip-checksums';
import { shownName, zipEvents, type ZipEntry, type ZipEvents } from './zip-events';

/**
 * Reads arrays of a `.npz` file by name, and stops reading once it has them.
 *
 * @throws OnelayerError DATA_INVALID if one is missing, there twice, or damaged
 */
export function readNpz(file: string, names: readonly string[]): Promise<FoundArray[]> {
  return withFile(file, async (open) => {
    const found = new Map<string, FoundArray>();
    const others: string[] = [];
    const wanted = new Set(names);
    let sums: Map<string, number> | undefined;
    const events = zipEvents(file, open);
    try {
      while (found.size < wanted.size) {
        const { done, value } = await events.next();
        if (done === true) throw lacking(file, names, found, others);
        // Pieces of an array that nobody asked for.
        if (!('name' in value)) continue;
        const name = value.name.replace(/\.npy$/, '');
        if (found.has(name)) throw invalid(file, `expected one array ${shownName(name)}, got two`);
        if (!wanted.has(name)) others.push(name);
        else {
          sums ??= await zipChecksums(file, open);
          found.set(name, await readEntry(file, value, events, sums.get(value.name)));
        }
      }
    } finally {
      await events.return(undefined);
    }
    return names.flatMap((name) => found.get(name) ?? []);
  });
}

async function readEntry(
  file: string,
  entry: ZipEntry,
  events: ZipEvents,
  sum: number | undefined,
): Promise<FoundArray> {
  const where = `${shownName(entry.name)} in ${file}`;
  const packed = piecesOf(entry, events, where);
  const plain = entry.isCompressed
    ? unpacked(where, Readable.from(packed), createInflateRaw())
    : packed;
  const bytes = sum === undefined ? plain : checked(plain, where, sum);
  try {
    const array = await readArray(new ByteReader(where, bytes, entry.size, true));
    return { where, array };
  } finally {
    await bytes.return(undefined);
  }
}

type Chunks = AsyncGenerator<Uint8Array, undefined>;

async function* piecesOf({ packedSize }: ZipEntry, events: ZipEvents, where: string): Chunks {
  for (let isLast = packedSize === 0; !isLast;) {
    const { done, value } = await events.next();
    if (done === true || 'name' in value) throw invalid(where, 'the archive is truncated');
    isLast = value.isLast;
    yield value.bytes;
  }
}

/** Passes the bytes of an entry on, the last ones only if the CRC-32 of all is right. */
async function* checked(bytes: Chunks, where: string, sum: number): Chunks {
  let own = 0;
  let held: Uint8Array | undefined;
  try {
    for await (const chunk of bytes) {
      own = crc32(chunk, own);
      if (held !== undefined) yield held;
      held = chunk;
    }
    if (own !== sum)
      throw invalid(where, 'it is damaged: its CRC-32 is another than the archive says');
    if (held !== undefined) yield held;
  } finally {
    await bytes.return(undefined);
  }
}

function lacking(
  file: string,
  names: readonly string[],
  found: ReadonlyMap<string, unknown>,
  others: readonly string[],
): Error {
  const missing = names.filter((name) => !found.has(name)).join(' and ');
  const there = [...found.keys(), ...others];
  const shown = there.slice(0, 8).map(shownName).join(', ') + (there.length > 8 ? ', …' : '');
  return invalid(file, `expected an array ${missing}; it has ${shown || 'none'}`);
}
