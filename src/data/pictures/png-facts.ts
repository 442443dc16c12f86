/** What a picture's header says. */
export interface PictureFacts {
  /** In pixels, upright. */
  readonly width: number;
  /** In pixels, upright. */
  readonly height: number;
  readonly isGrey: boolean;
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');

/** Colour types without colour. */
const GREY_TYPES = [0, 4];

/**
 * Reads what a PNG's first chunk says: width and height as 32-bit big-endian numbers, the bit depth, and
 * the colour type. In a folder of many small pictures, decoders take long for that.
 *
 * Source: Portable Network Graphics (PNG) Specification, Second Edition, 11.2.2.
 *
 * @returns null if it is no PNG, or may have to be turned
 */
export function pngFacts(bytes: Uint8Array): PictureFacts | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = SIGNATURE.length;
  if (file.length < at + 10 || !file.subarray(0, at).equals(SIGNATURE)) return null;
  if (file.includes('eXIf', at, 'latin1')) return null;
  const [width, height] = [file.readUInt32BE(at), file.readUInt32BE(at + 4)];
  return { width, height, isGrey: GREY_TYPES.includes(file[at + 9]) };
}
