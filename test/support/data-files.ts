import { gzipSync } from 'node:zlib';

/** The bytes of a `.npy` file whose header is as given, padded as NumPy does it. */
export function npyOf(header: string, data: Uint8Array, version = 1): Buffer {
  const size = version === 1 ? 2 : 4;
  const text = header.padEnd(Math.ceil((header.length + 9 + size) / 64) * 64 - 9 - size) + '\n';
  const length = Buffer.alloc(size);
  length.writeUIntLE(text.length, 0, size);
  const magic = Buffer.from(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1');
  return Buffer.concat([magic, length, Buffer.from(text, 'latin1'), data]);
}

/** The header of an array. */
export function npyHeader(descr: string, shape: readonly number[], isFortran = false): string {
  const lengths = shape.map((length) => `${length},`).join(' ');
  return `{'descr': '${descr}', 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': (${lengths}), }`;
}

/** A `.npy` file of numbers. */
export function npy(
  numbers: Uint8Array | Float32Array | Float64Array,
  shape: readonly number[],
): Buffer {
  const descr = { Uint8Array: '|u1', Float32Array: '<f4', Float64Array: '<f8' }[numbers.constructor.name] ?? ''; // prettier-ignore
  return npyOf(npyHeader(descr, shape), new Uint8Array(numbers.buffer));
}

/** The bytes of an idx file. */
export function idx(type: number, shape: readonly number[], data: Uint8Array): Buffer {
  const lengths = Buffer.alloc(4 * shape.length);
  shape.forEach((length, axis) => lengths.writeUInt32BE(length, 4 * axis));
  return Buffer.concat([Buffer.of(0, 0, type, shape.length), lengths, data]);
}

export const gzip = (bytes: Uint8Array): Buffer => gzipSync(bytes);
