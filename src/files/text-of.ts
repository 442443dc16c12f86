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

/** The byte order of UTF-16, by a mark or by the zeros of its first ASCII character; else null. */
export function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return null;
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
