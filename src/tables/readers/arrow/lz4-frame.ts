import { assertPackages, optionalPackage } from '../../../files';

/** What lz4js is used for. */
interface Lz4 {
  /** Unpacks a frame into memory that has room for it. @returns the number of bytes */
  readonly decompressFrame: (packed: Uint8Array, into: Uint8Array) => number;
}

/** The header of a frame: magic number, flags, size of blocks, and a sum. */
const MAGIC = 0x184d2204;
const HEADER_BYTES = 7;
const CONTENT_SIZE = 0x08;

/** A block's size, with a bit for one that isn't packed. */
const UNPACKED = 0x80000000;

/** Unpacks an LZ4 frame. @throws Error if it is damaged: lz4js would go on beyond its end */
export function lz4FrameOf(packed: Uint8Array): Uint8Array {
  assertPackages('reading Arrow with LZ4', ['lz4js']);
  const { decompressFrame } = optionalPackage('lz4js') as Lz4;
  const bytes = new Uint8Array(roomFor(packed));
  return bytes.subarray(0, decompressFrame(packed, bytes));
}

/** Walks over the blocks of a frame. @returns bytes that are enough for what is packed */
function roomFor(packed: Uint8Array): number {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new Error('not an LZ4 frame');
  const blockBytes = 2 ** (8 + 2 * ((view.getUint8(5) >> 4) & 7));
  let at = HEADER_BYTES + (view.getUint8(4) & CONTENT_SIZE ? 8 : 0);
  for (let room = 0; ; room += blockBytes) {
    const size = view.getUint32(at, true) & ~UNPACKED;
    at += 4;
    if (size === 0) return room;
    if (size > blockBytes || at + size > packed.length) throw new Error('a block is cut off');
    at += size;
  }
}
