import { createHash } from 'node:crypto';
import { argumentError } from '../errors';
import { finish, type Task } from '../tasks';
import {
  LENGTH_BYTES,
  METADATA,
  parsingSafetensorsHeader,
  type SafetensorsEntry,
} from './safetensors-header';

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

/** The alignment of the values, for views on them. */
const ALIGNMENT = 8;

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
  const { length } = bytes;
  const { metadata, entries, start } = yield* parsingSafetensorsHeader(bytes, length, name, BYTES);
  const data = new Uint8Array(bytes.subarray(start));
  const tensors = entries.map((entry) => [entry.name, tensorOf(entry, data)]);
  return { metadata, tensors: Object.fromEntries(tensors) as Record<string, Tensor> };
}

type Data = Uint8Array<ArrayBuffer>;

const BYTES = { F32: 4, F64: 8 };

function tensorOf(
  { dtype, shape, from, to }: SafetensorsEntry,
  { buffer, byteOffset }: Data,
): Tensor {
  const Floats = dtype === 'F32' ? Float32Array : Float64Array;
  const at = byteOffset + from;
  // A file of another program's may lay values down where no view can begin.
  const aligned = at % Floats.BYTES_PER_ELEMENT === 0;
  const values = aligned
    ? new Floats(buffer, at, (to - from) / Floats.BYTES_PER_ELEMENT)
    : new Floats(buffer.slice(at, byteOffset + to));
  return { shape, values };
}
