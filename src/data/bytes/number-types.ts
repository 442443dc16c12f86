import type { DenseFeatures } from '../features/kind';

/** A number's form in files, by NumPy's codes; b1 is a byte that is 0 or not, bf2 a bfloat16. */
export type NumberCode =
  | 'b1' | 'u1' | 'i1' | 'u2' | 'i2' | 'u4' | 'i4' | 'u8' | 'i8' | 'f2' | 'bf2' | 'f4' | 'f8'; // prettier-ignore

export interface NumberType {
  /** The size of a number in bytes. */
  readonly bytes: 1 | 2 | 4 | 8;
  /** The type of array in memory: bytes and float32 stay so, all else becomes float64. */
  readonly Kept: Uint8ArrayConstructor | Float32ArrayConstructor | Float64ArrayConstructor;
  /**
   * Converts bytes in this machine's order to numbers, one for each element of `out`. Returns the index
   * of the first that float64 can't represent exactly; −1 if there is none.
   */
  readonly convert: (bytes: Uint8Array, out: DenseFeatures) => number;
}

interface ViewConstructor {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): ArrayLike<number>;
}

/** A type of numbers that typed arrays have. */
function plain(View: ViewConstructor, Kept: NumberType['Kept'] = Float64Array): NumberType {
  return {
    bytes: View.BYTES_PER_ELEMENT as NumberType['bytes'],
    Kept,
    convert: (bytes, out) => {
      out.set(new View(bytes.buffer as ArrayBuffer, bytes.byteOffset, out.length));
      return -1;
    },
  };
}

const convertBooleans: NumberType['convert'] = (bytes, out) => {
  for (let i = 0; i < out.length; i++) out[i] = bytes[i] === 0 ? 0 : 1;
  return -1;
};

/** Converts integers of 64 bits, as two halves: BigInts take ten times as long. */
function convertLong(High: Int32ArrayConstructor | Uint32ArrayConstructor): NumberType['convert'] {
  return (bytes, out) => {
    const buffer = bytes.buffer as ArrayBuffer;
    const low = new Uint32Array(buffer, bytes.byteOffset, 2 * out.length);
    const high = new High(buffer, bytes.byteOffset, 2 * out.length);
    for (let i = 0; i < out.length; i++) {
      const value = high[2 * i + 1] * 2 ** 32 + low[2 * i];
      if (!Number.isSafeInteger(value)) return i;
      out[i] = value;
    }
    return -1;
  };
}

/** Converts IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const convertHalves: NumberType['convert'] = (bytes, out) => {
  const halves = new Uint16Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, out.length);
  for (let i = 0; i < out.length; i++) out[i] = halfToNumber(halves[i]);
  return -1;
};

/** Converts bfloat16, the upper half of a float32. */
const convertUpperHalves: NumberType['convert'] = (bytes, out) => {
  const halves = new Uint16Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, out.length);
  out.set(new Float32Array(Uint32Array.from(halves, (bits) => bits << 16).buffer));
  return -1;
};

export const NUMBER_TYPES: Readonly<Record<NumberCode, NumberType>> = {
  b1: { bytes: 1, Kept: Float64Array, convert: convertBooleans },
  u1: plain(Uint8Array, Uint8Array),
  i1: plain(Int8Array),
  u2: plain(Uint16Array),
  i2: plain(Int16Array),
  u4: plain(Uint32Array),
  i4: plain(Int32Array),
  u8: { bytes: 8, Kept: Float64Array, convert: convertLong(Uint32Array) },
  i8: { bytes: 8, Kept: Float64Array, convert: convertLong(Int32Array) },
  f2: { bytes: 2, Kept: Float64Array, convert: convertHalves },
  bf2: { bytes: 2, Kept: Float32Array, convert: convertUpperHalves },
  f4: plain(Float32Array, Float32Array),
  f8: plain(Float64Array),
};
