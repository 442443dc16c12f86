import { FlatTable } from './flat-table';

/** Bytes of the message's own table, before the footer: see `schemaInFooter`. */
const PREFIX_BYTES = 40;

/** What a file begins and ends with. */
export const MAGIC = 'ARROW1';

/** A footer's length and the magic word, after it. */
const TRAILER_BYTES = 4 + MAGIC.length;

/**
 * Makes a message of the schema that a file's footer has, for files that have it nowhere else: those
 * that apache-arrow for JavaScript writes. FlatBuffers' offsets are relative, so the footer follows as
 * it is, and the message's header points into it.
 *
 * @param file  to its end
 * @returns null if there is no footer with a schema
 */
export function schemaInFooter(file: Buffer): Buffer | null {
  const end = file.length - TRAILER_BYTES;
  if (end < 0 || file.toString('latin1', end + 4) !== MAGIC) return null;
  const length = file.readInt32LE(end);
  if (length <= 0 || length > end) return null;
  const footer = file.subarray(end - length, end);
  const schema = FlatTable.root(footer).table(1)?.at;
  if (schema === undefined) return null;
  const prefix = Buffer.alloc(PREFIX_BYTES);
  const [vtable, table] = [4, 16];
  prefix.writeUInt32LE(table, 0);
  // Sizes of the vtable and of the table, and where the table has version, kind, header and body length.
  [12, 24, 4, 6, 8, 16].forEach((value, i) => prefix.writeUInt16LE(value, vtable + 2 * i));
  prefix.writeInt32LE(table - vtable, table);
  prefix.writeInt16LE(METADATA_V5, table + 4);
  prefix.writeUInt8(SCHEMA, table + 6);
  prefix.writeUInt32LE(PREFIX_BYTES + schema - (table + 8), table + 8);
  return Buffer.concat([prefix, footer, Buffer.alloc(-footer.length & 7)]);
}

const METADATA_V5 = 4;

/** The kind of a message that has a schema. */
export const SCHEMA = 1;
