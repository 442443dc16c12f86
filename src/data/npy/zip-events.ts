import type { UnzipFile } from 'fflate';
import { show } from '../../errors';
import { invalid } from '../bytes/faults';
import { MOST_EXPANSION, type OpenFile } from '../bytes/read-file';

/** A file in a zip archive: it begins, and its pieces follow as they lie there, none if it's empty. */
export interface ZipEntry {
  readonly name: string;
  readonly isCompressed: boolean;
  /** Its bytes in the archive, and when unpacked, as the archive declares them. */
  readonly packedSize: number;
  readonly size: number;
}

export interface ZipPiece {
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

export type ZipEvents = AsyncGenerator<ZipEntry | ZipPiece, undefined>;

const STORED = 0;
const DEFLATED = 8;

/** Read at a time: fflate calls itself for each entry in a piece. */
const CHUNK = 2 ** 16;

const LOCAL_HEADER = Buffer.from('PK\x03\x04');

/**
 * What a zip archive holds, in its order: it is read once, from its beginning, and nothing is kept.
 *
 * @throws OnelayerError DATA_INVALID if it is none, ends too early, or an entry can't be unpacked or
 *   declares a size that can't be
 */
export async function* zipEvents(where: string, { handle, size }: OpenFile): ZipEvents {
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  if (!buffer.equals(LOCAL_HEADER)) {
    const expected = 'expected a zip archive of NumPy arrays (.npz)';
    throw invalid(where, `${expected}: it begins with other bytes`);
  }
  const { Unzip } = await import('fflate');
  const events: (ZipEntry | ZipPiece)[] = [];
  class Pieces {
    static compression: number;
    ondata = (): void => undefined;
    push(bytes: Uint8Array, isLast: boolean): void {
      events.push({ bytes, isLast });
    }
  }
  const unzip = new Unzip((file) => {
    events.push(entryOf(where, file, size));
    file.ondata = (): void => undefined;
    // Unless it is started, fflate keeps its pieces.
    file.start();
  });
  for (const compression of [STORED, DEFLATED]) {
    unzip.register(
      class extends Pieces {
        static override compression = compression;
      },
    );
  }
  const chunks = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: CHUNK });
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    unzip.push(chunk);
    yield* events.splice(0);
  }
}

function entryOf(where: string, file: UnzipFile, archiveSize: number): ZipEntry {
  const { compression, size: packedSize, originalSize: size } = file;
  const name = shownName(file.name);
  if (compression !== STORED && compression !== DEFLATED) {
    const method = `compression method ${compression}`;
    throw invalid(where, `${name}: expected no compression or deflate, got ${method}`);
  }
  if (packedSize === undefined || size === undefined) {
    const how = 'write the archive to a file, not to a pipe';
    throw invalid(where, `${name}: expected its size before its bytes; ${how}`);
  }
  const isCompressed = compression === DEFLATED;
  const most = isCompressed ? packedSize * MOST_EXPANSION : packedSize;
  if (packedSize > archiveSize || size > most || (!isCompressed && size !== packedSize)) {
    const declared = `declares ${packedSize} bytes that unpack to ${size}`;
    throw invalid(where, `${name} ${declared}, in an archive of ${archiveSize}: it is damaged`);
  }
  return { name: file.name, isCompressed, packedSize, size };
}

/** An entry's name as it stands in the archive, unless that isn't fit to be shown. */
export function shownName(name: string): string {
  return /^[\w./-]{1,60}$/.test(name) ? name : show(name);
}
