import type { CompressionCodec, Compressors, SchemaElement } from 'hyparquet';
import { ThriftReader, type ThriftStruct } from './thrift';

/** Types of pages. */
const DATA = 0;
const DICTIONARY = 2;
const DATA_2 = 3;

/** Encodings of runs. */
const RUNS = 3;
const DICTIONARY_INDICES = [2, 8];

/** Bytes that a page may have however it is packed, and those that each packed byte may become. */
const MOST_BYTES = 2 ** 24;
const MOST_EXPANSION = 1032;

/** Values that writers add to fill a run of bits. */
const PADDING = 2 ** 9;

/** How the values of a column's part in a row group are written. */
export interface ColumnPart {
  readonly element: SchemaElement;
  readonly codec: CompressionCodec;
  readonly rows: number;
  readonly compressors: Compressors;
}

/**
 * Asserts that a column's pages have as many values as its row group has rows, and no longer runs: a
 * damaged length would keep the package busy for minutes, and take all memory.
 *
 * @param bytes  of a column without nested values
 * @throws Error that says what is wrong
 */
export function assertSoundPages(bytes: Uint8Array, part: ColumnPart): void {
  const header = new ThriftReader(viewOf(bytes));
  for (let left = part.rows; left > 0;) {
    const page = header.struct();
    const [type, unpacked, packed] = [1, 2, 3].map((id) => numberIn(page, id));
    const body = bytes.subarray(header.at, header.at + packed);
    const most = MOST_BYTES + MOST_EXPANSION * packed;
    if (body.length !== packed || unpacked > most) throw new Error('a page is cut off');
    header.at += packed;
    if (type === DICTIONARY) {
      if (numberIn(structIn(page, 7), 1) > 8 * unpacked)
        throw new Error('a dictionary is too long');
      continue;
    }
    if (type === DATA) left -= valuesOfPage(structIn(page, 5), body, unpacked, left, part);
    else if (type === DATA_2) left -= valuesOfPage2(structIn(page, 8), body, unpacked, left, part);
    else throw new Error('a page of an unknown type');
  }
}

function valuesOfPage(
  fields: ThriftStruct,
  body: Uint8Array,
  unpacked: number,
  most: number,
  part: ColumnPart,
): number {
  const values = countIn(fields, 1, most);
  const view = viewOf(unpackedBytes(body, unpacked, part));
  let at = 0;
  let present = values;
  if (part.element.repetition_type === 'OPTIONAL') {
    const length = view.getUint32(0, true);
    present = assertRuns(view, 4, 1, values);
    at = 4 + length;
  }
  assertValues(view, at, numberIn(fields, 2), present, part, false);
  return values;
}

function valuesOfPage2(
  fields: ThriftStruct,
  body: Uint8Array,
  unpacked: number,
  most: number,
  part: ColumnPart,
): number {
  const values = countIn(fields, 1, most);
  const present = values - countIn(fields, 2, values);
  const levels = numberIn(fields, 5) + numberIn(fields, 6);
  if (part.element.repetition_type === 'OPTIONAL') assertRuns(viewOf(body), 0, 1, values);
  if (levels > Math.min(body.length, unpacked)) throw new Error('levels are cut off');
  const isPacked = fields.get(7) !== false && unpacked > levels;
  const rest = body.subarray(levels);
  const bytes = isPacked ? unpackedBytes(rest, unpacked - levels, part) : rest;
  assertValues(viewOf(bytes), 0, numberIn(fields, 4), present, part, true);
  return values;
}

/** Asserts the runs of values that are written as such. */
function assertValues(
  view: DataView,
  at: number,
  encoding: number,
  values: number,
  { element }: ColumnPart,
  isSecond: boolean,
): void {
  if (values === 0) return;
  if (DICTIONARY_INDICES.includes(encoding)) {
    const width = view.getUint8(at);
    // Indices without bits have no runs in the first kind of pages.
    if (width > 0 || isSecond) assertRuns(view, at + 1, width, values);
  }
  if (encoding === RUNS && element.type === 'BOOLEAN') assertRuns(view, at + 4, 1, values);
}

/**
 * Asserts that runs (RLE and bit-packed) have no more values than there should be.
 *
 * @returns of runs of single bits: the number of ones
 */
function assertRuns(view: DataView, from: number, width: number, values: number): number {
  if (width > 32) throw new Error('a run of too wide values');
  const reader = new ThriftReader(view);
  reader.at = from;
  let ones = 0;
  for (let left = values; left > 0;) {
    const header = reader.unsigned();
    const isPacked = header % 2 === 1;
    const count = isPacked ? 8 * Math.floor(header / 2) : header / 2;
    if (count === 0 || count > left + (isPacked ? PADDING : 0)) {
      throw new Error('a run has another length than the page');
    }
    if (width === 1)
      ones += isPacked
        ? onesIn(view, reader.at, Math.min(left, count))
        : count * (view.getUint8(reader.at) & 1);
    reader.at += isPacked ? (count / 8) * width : Math.ceil(width / 8);
    left -= count;
  }
  return ones;
}

function onesIn(view: DataView, from: number, bits: number): number {
  let ones = 0;
  for (let bit = 0; bit < bits; bit++) ones += (view.getUint8(from + (bit >> 3)) >> (bit & 7)) & 1;
  return ones;
}

function unpackedBytes(
  bytes: Uint8Array,
  length: number,
  { codec, compressors }: ColumnPart,
): Uint8Array {
  if (codec === 'UNCOMPRESSED') return bytes;
  const unpack = compressors[codec];
  if (unpack === undefined) throw new Error(`packed by ${codec}, which is unknown`);
  return unpack(bytes, length);
}

function numberIn(fields: ThriftStruct, id: number): number {
  const value = fields.get(id);
  if (typeof value === 'number' && value >= 0) return value;
  throw new Error('a page without all lengths');
}

function countIn(fields: ThriftStruct, id: number, most: number): number {
  const count = numberIn(fields, id);
  if (count <= most) return count;
  throw new Error('a page has more values than its row group');
}

function structIn(fields: ThriftStruct, id: number): ThriftStruct {
  const value = fields.get(id);
  if (typeof value === 'object') return value;
  throw new Error('a page without its header');
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}
