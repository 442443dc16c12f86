import { crc32 } from 'node:zlib';

/** A run of bytes in an entry, with its CRC-32. */
export interface Part {
  readonly offset: number;
  readonly bytes: number;
  readonly sum: number;
}

/** What an entry was made of: it holds for this file as long as size and time of change are the same. */
export interface EntrySource {
  /** Absolute. */
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970-01-01. */
  readonly changed: number;
}

/** What an entry says of itself, as JSON. */
export interface EntryFacts {
  /** What is in it, e.g. `table`: who reads it asks for this. */
  readonly kind: string;
  /** The same in words, e.g. `1,000 rows of 8 columns`. */
  readonly words: string;
  readonly source: EntrySource;
  /** Milliseconds since 1970-01-01. */
  readonly made: number;
  /** What the reader of its kind needs to know. */
  readonly content: unknown;
}

/** The end of an entry: the facts, the parts, and where they begin. */
interface Footer {
  readonly facts: EntryFacts;
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
  readonly sums: readonly number[];
}

const MAGIC = Buffer.from('onelayer cache 1');

/** The last bytes: where the footer begins, its CRC-32, and the magic number. */
export const TAIL_BYTES = 8 + 4 + MAGIC.length;

/** Encodes what follows the parts. @param at  the offset where it will be */
export function encodeFooter(facts: EntryFacts, parts: readonly Part[], at: number): Uint8Array {
  const footer: Footer = {
    facts,
    offsets: parts.map(({ offset }) => offset),
    lengths: parts.map(({ bytes }) => bytes),
    sums: parts.map(({ sum }) => sum),
  };
  const text = Buffer.from(JSON.stringify(footer));
  const tail = Buffer.alloc(12);
  tail.writeDoubleLE(at, 0);
  tail.writeUInt32LE(crc32(text), 8);
  return Buffer.concat([text, tail, MAGIC]);
}

/** Returns where the footer begins; null if these are not the last bytes of an entry. */
export function footerStart(bytes: Uint8Array, size: number): number | null {
  const tail = viewOf(bytes);
  if (tail.length !== TAIL_BYTES || !tail.subarray(12).equals(MAGIC)) return null;
  const at = tail.readDoubleLE(0);
  return Number.isSafeInteger(at) && at >= 0 && at <= size - TAIL_BYTES ? at : null;
}

/** Decodes a footer with its tail; null if it is damaged. */
export function decodeFooter(
  footer: Uint8Array,
): { readonly facts: EntryFacts; readonly parts: readonly Part[] } | null {
  const bytes = viewOf(footer);
  const text = bytes.subarray(0, bytes.length - TAIL_BYTES);
  if (crc32(text) !== bytes.readUInt32LE(text.length + 8)) return null;
  const { facts, offsets, lengths, sums } = JSON.parse(text.toString()) as Footer;
  const parts = offsets.map((offset, i) => ({ offset, bytes: lengths[i], sum: sums[i] }));
  return { facts, parts };
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
