import { isAscii } from 'node:buffer';

/** Bytes of a piece: decoding them takes a millisecond or two. */
const PIECE_BYTES = 2 ** 20;

/**
 * Decodes text in UTF-8 or, with a byte order mark or where every other byte is 0, in UTF-16, piece by
 * piece: the memory of a large text alone takes tenths of a second to get. A mark is left out.
 *
 * @param only  `utf-8` refuses UTF-16, and takes a mark for text
 * @throws TypeError for bytes that are no such text
 */
export function* textPieces(bytes: Uint8Array, only: 'utf-8' | null = null): Generator<string> {
  const utf16 = only === null ? utf16Of(bytes) : null;
  const options = { fatal: true, ignoreBOM: only !== null };
  const decoder = new TextDecoder(utf16 ?? 'utf-8', options);
  let isPlain = utf16 === null;
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    const length = Math.min(PIECE_BYTES, bytes.length - from);
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset + from, length);
    isPlain &&= isAscii(piece);
    // Several times as fast as the decoder.
    yield isPlain ? piece.toString('latin1') : decoder.decode(piece, { stream: true });
  }
  yield decoder.decode();
}

/** The byte order of UTF-16, by a mark, or by the zeros of its first two ASCII characters; else null. */
export function utf16Of([a, b, c = 1, d = b]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if ((a === 0xff && b === 0xfe) || (a > 0 && b === 0 && c > 0 && d === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b > 0 && c === 0 && d > 0)) return 'utf-16be';
  return null;
}
