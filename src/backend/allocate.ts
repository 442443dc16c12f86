import type { Addon } from './load-addon';
import type { FloatArray, Dtype } from './backend';

/** The size of a cache line: loading a vector that straddles two takes twice as long. */
const LINE_BYTES = 64;

export function zeros(dtype: Dtype, length: number): FloatArray {
  return dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);
}

/** Allocates zeros that begin at a cache line. */
export function zerosAtLine(addon: Addon, dtype: Dtype, length: number): FloatArray {
  const roomy = zeros(dtype, length + LINE_BYTES / Float32Array.BYTES_PER_ELEMENT);
  const past = addon.bytesPastLine(roomy);
  const from = ((LINE_BYTES - past) % LINE_BYTES) / roomy.BYTES_PER_ELEMENT;
  return roomy.subarray(from, from + length);
}
