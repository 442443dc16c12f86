import { createHash } from 'node:crypto';
import { argumentError, OnelayerError, show } from '../errors';
import { finish, type Task } from '../tasks';
import { formatInWords, HEAD_BYTES, knownFormat } from './known-formats';
import { JsonFault } from './json-tokens';
import { NO_JSON, parsingJson } from './parsing-json';
import { textPieces } from './text-pieces';

/** An array with its shape: as many values as the product of its dimensions. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** The contents of a safetensors file. */
export interface SafetensorsContent {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The size of the header's length, a 64-bit number. */
const LENGTH_BYTES = 8;

/** The format's own limit. */
const LONGEST_HEADER = 100_000_000;

const OPENING_BRACE = 0x7b;

/** The alignment of the values, for views on them. */
const ALIGNMENT = 8;

const METADATA = '__metadata__';

/**
 * Encodes a safetensors file, in consecutive parts: the header's length as a 64-bit little-endian
 * number, the header as JSON, padded with spaces, and the values of all tensors, little-endian.
 *
 * Source: the format's description in the repository huggingface/safetensors.
 */
export function encodeSafetensors({ tensors, metadata }: SafetensorsContent): Uint8Array[] {
  if (Object.hasOwn(tensors, METADATA)) {
    throw argumentError(RangeError, 'tensors', `names other than ${METADATA}`, METADATA);
  }
  const header: [string, unknown][] = [[METADATA, metadata]];
  const values: Uint8Array[] = [];
  let offset = 0;
  for (const [name, tensor] of inOrderOfSize(tensors)) {
    const { buffer, byteOffset, byteLength } = tensor.values;
    const dtype = tensor.values instanceof Float32Array ? 'F32' : 'F64';
    const data_offsets = [offset, offset + byteLength];
    header.push([name, { dtype, shape: tensor.shape, data_offsets }]);
    values.push(new Uint8Array(buffer, byteOffset, byteLength));
    offset += byteLength;
  }
  const text = Buffer.from(JSON.stringify(Object.fromEntries(header)));
  const length = Math.ceil((LENGTH_BYTES + text.length) / ALIGNMENT) * ALIGNMENT - LENGTH_BYTES;
  const head = Buffer.alloc(LENGTH_BYTES + length, ' ');
  head.writeBigUInt64LE(BigInt(length));
  text.copy(head, LENGTH_BYTES);
  return [head, ...values];
}

/** Sorts doubles before floats, so that all are aligned. */
function inOrderOfSize(tensors: SafetensorsContent['tensors']): [string, Tensor][] {
  const size = ({ values }: Tensor): number => values.BYTES_PER_ELEMENT;
  return Object.entries(tensors).sort(([, a], [, b]) => size(b) - size(a));
}

/** Computes the SHA-256 sum of a text and of tensors with their names, to detect damaged files. */
export function checksum(text: string, tensors: SafetensorsContent['tensors']): string {
  const hash = createHash('sha256').update(text);
  for (const name of Object.keys(tensors).sort()) {
    const { buffer, byteOffset, byteLength } = tensors[name].values;
    hash.update(`\n${name} ${byteLength}\n`).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}

/**
 * Decodes a safetensors file of float32 and float64 tensors. No more is allocated than the file's own
 * size.
 *
 * @param name  of the file, for the error
 * @throws OnelayerError FILE_INVALID that says what is wrong
 */
export function decodeSafetensors(bytes: Uint8Array, name: string): SafetensorsContent {
  return finish(decodingSafetensors(bytes, name));
}

/** The same as `decodeSafetensors`, as a cooperative task. */
export function* decodingSafetensors(bytes: Uint8Array, name: string): Task<SafetensorsContent> {
  const fail = (what: string): never => {
    throw new OnelayerError('FILE_INVALID', `${name}: expected a safetensors file, ${what}`);
  };
  if (bytes.length < LENGTH_BYTES + 2) fail(`got ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (
    bytes[LENGTH_BYTES] !== OPENING_BRACE &&
    knownFormat(bytes.subarray(0, HEAD_BYTES)) !== null
  ) {
    fail(`got ${formatInWords(bytes.subarray(0, HEAD_BYTES))}`);
  }
  if (length > LONGEST_HEADER || length > bytes.length - LENGTH_BYTES) {
    fail(`got a header of ${length} bytes in a file of ${bytes.length}`);
  }
  const start = LENGTH_BYTES + Number(length);
  const header = yield* parsingHeader(bytes.subarray(LENGTH_BYTES, start), fail);
  const { [METADATA]: metadata = {}, ...entries } = header;
  const data = new Uint8Array(bytes.subarray(start));
  return {
    metadata: assertMetadata(metadata, fail),
    tensors: readTensors(entries, data, fail),
  };
}

type Fail = (what: string) => never;
type Data = Uint8Array<ArrayBuffer>;

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

const BYTES: Readonly<Record<string, number>> = { F32: 4, F64: 8 };

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** The tensors must lie one after another, without gaps, and fill the file. */
function readTensors(
  entries: Record<string, unknown>,
  data: Data,
  fail: Fail,
): Record<string, Tensor> {
  const read = Object.entries(entries).map(([name, entry]) => readEntry(name, entry, fail));
  read.sort((a, b) => a.from - b.from || a.to - b.to);
  let end = 0;
  for (const { name, from, to } of read) {
    if (from !== end) fail(`got ${show(name)} from byte ${from}, where ${end} was to come next`);
    end = to;
  }
  if (end !== data.length) fail(`got tensors of ${end} bytes in ${data.length}`);
  return Object.fromEntries(read.map((entry) => [entry.name, tensorOf(entry, data)]));
}

function readEntry(name: string, entry: unknown, fail: Fail): Entry {
  if (!isRecord(entry)) return fail(`got ${show(name)} that is no object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !Object.hasOwn(BYTES, dtype)) {
    return fail(`got ${show(name)} of the type ${show(dtype)}, not F32 or F64`);
  }
  if (!isListOfCounts(shape)) return fail(`got ${show(name)} with a shape that is none`);
  if (!isListOfCounts(offsets) || offsets.length !== 2 || offsets[1] < offsets[0]) {
    return fail(`got ${show(name)} with offsets that are none`);
  }
  const size = shape.reduce((product, dimension) => product * dimension, BYTES[dtype]);
  const [from, to] = offsets;
  if (to - from !== size) fail(`got ${show(name)} of ${to - from} bytes, and ${size} by its shape`);
  return { name, dtype, shape, from, to };
}

function isListOfCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && Number(n) >= 0);
}

function tensorOf({ dtype, shape, from, to }: Entry, { buffer, byteOffset }: Data): Tensor {
  const Floats = dtype === 'F32' ? Float32Array : Float64Array;
  const at = byteOffset + from;
  // A file of another program's may lay values down where no view can begin.
  const aligned = at % Floats.BYTES_PER_ELEMENT === 0;
  const values = aligned
    ? new Floats(buffer, at, (to - from) / Floats.BYTES_PER_ELEMENT)
    : new Floats(buffer.slice(at, byteOffset + to));
  return { shape, values };
}
