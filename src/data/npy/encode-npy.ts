import { endianness } from 'node:os';
import type { DenseFeatures } from '../features/kind';

/** What a header, with all before it, is a multiple of. */
const ALIGNMENT = 64;

/** Magic, version, and the header's length in two bytes. */
const BEFORE = 10;

/**
 * Encodes numbers as a `.npy` file of version 1.0, in consecutive parts: the header, and the numbers
 * as they are, in C order.
 *
 * Source: the documentation of NumPy's module `numpy.lib.format`.
 *
 * @param shape  the lengths of the dimensions, at most a few
 */
export function encodeNpy(data: DenseFeatures, shape: readonly number[]): Uint8Array[] {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '${descrOf(data)}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = Math.ceil((BEFORE + dict.length + 1) / ALIGNMENT) * ALIGNMENT - BEFORE;
  const head = Buffer.from(`\x93NUMPY\x01\0\0\0${dict.padEnd(length - 1)}\n`, 'latin1');
  head.writeUInt16LE(length, BEFORE - 2);
  return [head, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
}

function descrOf(data: DenseFeatures): string {
  if (data instanceof Uint8Array) return '|u1';
  const order = endianness() === 'LE' ? '<' : '>';
  return `${order}f${data.BYTES_PER_ELEMENT}`;
}
