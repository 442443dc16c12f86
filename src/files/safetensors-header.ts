import { OnelayerError, show } from '../errors';
import type { Task } from '../tasks';
import { formatInWords, HEAD_BYTES, knownFormat } from './known-formats';
import { JsonFault } from './json-tokens';
import { NO_JSON, parsingJson } from './parsing-json';
import { textPieces } from './text-pieces';

/** The size of the header's length, a 64-bit number. */
export const LENGTH_BYTES = 8;

/** The format's own limit. */
const LONGEST_HEADER = 100_000_000;

const OPENING_BRACE = 0x7b;

export const METADATA = '__metadata__';

/** A tensor as a header has it. */
export interface SafetensorsEntry {
  readonly name: string;
  /** As the format calls it, e.g. `F32`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Its first byte, counted from the end of the header. */
  readonly from: number;
  readonly to: number;
}

/** The header of a safetensors file. */
export interface SafetensorsHeader {
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of the file: one after another, without gaps, to its end. */
  readonly entries: readonly SafetensorsEntry[];
  /** The byte where the values begin. */
  readonly start: number;
}

/**
 * Parses the header of a safetensors file, as a cooperative task.
 *
 * @param bytes   the beginning of the file: all of the header, or at least 512 bytes where that is less
 * @param size    of the whole file
 * @param name    of the file, for the error
 * @param widths  the known types, and their bytes
 * @throws OnelayerError FILE_INVALID that says what is wrong
 */
export function* parsingSafetensorsHeader(
  bytes: Uint8Array,
  size: number,
  name: string,
  widths: Readonly<Record<string, number>>,
): Task<SafetensorsHeader> {
  const fail = (what: string): never => {
    throw new OnelayerError('FILE_INVALID', `${name}: expected a safetensors file, ${what}`);
  };
  const start = headerEnd(bytes, size, fail);
  const header = yield* parsingHeader(bytes.subarray(LENGTH_BYTES, start), fail);
  const { [METADATA]: metadata = {}, ...entries } = header;
  return {
    metadata: assertMetadata(metadata, fail),
    entries: entriesOf(entries, size - start, widths, fail),
    start,
  };
}

/** Returns the byte where a header ends, by its length. */
export function safetensorsHeaderEnd(bytes: Uint8Array, size: number, name: string): number {
  return headerEnd(bytes, size, (what) => {
    throw new OnelayerError('FILE_INVALID', `${name}: expected a safetensors file, ${what}`);
  });
}

function headerEnd(bytes: Uint8Array, size: number, fail: Fail): number {
  if (size < LENGTH_BYTES + 2) fail(`got ${size} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const head = bytes.subarray(0, HEAD_BYTES);
  if (bytes[LENGTH_BYTES] !== OPENING_BRACE && knownFormat(head) !== null) {
    fail(`got ${formatInWords(head)}`);
  }
  if (length > LONGEST_HEADER || length > size - LENGTH_BYTES) {
    fail(`got a header of ${length} bytes in a file of ${size}`);
  }
  return LENGTH_BYTES + Number(length);
}

type Fail = (what: string) => never;

function* parsingHeader(bytes: Uint8Array, fail: Fail): Task<Record<string, unknown>> {
  let header: unknown;
  try {
    // A byte order mark is none of JSON's: it is not to be skipped.
    header = yield* parsingJson(textPieces(bytes, 'utf-8'));
  } catch (error) {
    const isOther = error instanceof JsonFault && error.message !== NO_JSON;
    return fail(isOther ? `got a header with ${error.message}` : 'got a header that is no JSON');
  }
  if (!isRecord(header)) return fail('got a header that is no JSON object');
  if (bytes[0] !== OPENING_BRACE) fail('got a header that does not begin with {');
  return header;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function assertMetadata(metadata: unknown, fail: Fail): Record<string, string> {
  if (!isRecord(metadata)) return fail(`got ${METADATA} that is no object`);
  for (const value of Object.values(metadata)) {
    if (typeof value !== 'string') fail(`got ${METADATA} with a value that is no string`);
  }
  return metadata as Record<string, string>;
}

/** The tensors must lie one after another, without gaps, and fill the file. */
function entriesOf(
  entries: Record<string, unknown>,
  size: number,
  widths: Readonly<Record<string, number>>,
  fail: Fail,
): SafetensorsEntry[] {
  const read = Object.entries(entries).map(([name, entry]) => readEntry(name, entry, widths, fail));
  read.sort((a, b) => a.from - b.from || a.to - b.to);
  let end = 0;
  for (const { name, from, to } of read) {
    if (from !== end) fail(`got ${show(name)} from byte ${from}, where ${end} was to come next`);
    end = to;
  }
  if (end !== size) fail(`got tensors of ${end} bytes in ${size}`);
  return read;
}

function readEntry(
  name: string,
  entry: unknown,
  widths: Readonly<Record<string, number>>,
  fail: Fail,
): SafetensorsEntry {
  if (!isRecord(entry)) return fail(`got ${show(name)} that is no object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  const known = Object.keys(widths)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  if (typeof dtype !== 'string' || !Object.hasOwn(widths, dtype)) {
    return fail(`got ${show(name)} of the type ${show(dtype)}, not ${known}`);
  }
  if (!isListOfCounts(shape)) return fail(`got ${show(name)} with a shape that is none`);
  if (!isListOfCounts(offsets) || offsets.length !== 2 || offsets[1] < offsets[0]) {
    return fail(`got ${show(name)} with offsets that are none`);
  }
  const size = shape.reduce((product, dimension) => product * dimension, widths[dtype]);
  const [from, to] = offsets;
  if (to - from !== size) fail(`got ${show(name)} of ${to - from} bytes, and ${size} by its shape`);
  return { name, dtype, shape, from, to };
}

function isListOfCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && Number(n) >= 0);
}
