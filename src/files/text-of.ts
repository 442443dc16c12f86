import { constants, isAscii, isUtf8 } from 'node:buffer';

/**
 * Decodes text in UTF-8 or, with a byte order mark or where every other byte is 0, in UTF-16; a mark is
 * left out. Null if it is neither, or too long for a text.
 */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes.length > constants.MAX_STRING_LENGTH) return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return decoded(new TextDecoder(utf16, { fatal: true }), bytes);
  // Both are several times as fast as a TextDecoder that refuses faults.
  if (isAscii(buffer)) return buffer.toString('latin1');
  return isUtf8(buffer) ? buffer.toString('utf8').replace(/^\ufeff/, '') : null;
}

/** The byte order of UTF-16, by a mark, or by the zeros of its first two ASCII characters; else null. */
export function utf16Of([a, b, c = 1, d = b]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if ((a === 0xff && b === 0xfe) || (a > 0 && b === 0 && c > 0 && d === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b > 0 && c === 0 && d > 0)) return 'utf-16be';
  return null;
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
