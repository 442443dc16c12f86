import { FlatTable } from './flat-table';
import { SCHEMA } from './schema-in-footer';

/** Other kinds of messages. */
const DICTIONARY = 2;
const RECORDS = 3;

const TOO_LONG = 'a list is longer than its message';

/** Bytes of a node and of a buffer's place. */
const STRUCT_BYTES = 16;

/** Rows that a batch may have however it is packed, and those that each byte may become. */
const MOST_ROWS = 2 ** 16;
const MOST_EXPANSION = 8 * 1032;

/**
 * Asserts that the lists of a message are no longer than the message: the package takes their lengths
 * as they are, and a damaged one would keep it busy, and take all memory.
 *
 * @returns the number of bytes that follow the message
 * @throws Error that says what is wrong
 */
export function assertSoundMessage(bytes: Uint8Array): number {
  const message = FlatTable.root(bytes);
  const kind = message.byte(1);
  const header = message.table(2);
  const body = message.long(3);
  if (header === null || !(body >= 0)) throw new Error('a message is damaged');
  // Pairs of texts are the fifth field of a message, and the third of a schema.
  const pairs = message.count(4) + (kind === SCHEMA ? header.count(2) : 0);
  if (kind === SCHEMA) assertFields(header, 1, bytes.length - pairs);
  else if (pairs > bytes.length) throw new Error(TOO_LONG);
  const records = kind === DICTIONARY ? header.table(1) : kind === RECORDS ? header : null;
  if (records === null) return body;
  const rows = records.long(0);
  const lists = [1, 2].map((field) => STRUCT_BYTES * records.count(field));
  if (lists.some((length) => length > bytes.length) || 8 * records.count(4) > bytes.length) {
    throw new Error(TOO_LONG);
  }
  if (!(rows >= 0 && rows <= MOST_ROWS + MOST_EXPANSION * body)) {
    throw new Error('a batch has more rows than bytes');
  }
  return body;
}

/** Asserts that fields are no more than a message can have. @returns how many may be left */
function assertFields(table: FlatTable, list: number, most: number): number {
  const count = table.count(list);
  let left = most - count;
  for (let i = 0; i < count && left >= 0; i++) {
    const field = table.entry(list, i);
    // The children's fields are the sixth of a field, and pairs of texts the seventh.
    left = assertFields(field, 5, left - field.count(6));
  }
  if (left < 0) throw new Error(TOO_LONG);
  return left;
}
