import { formatInWords } from '../../files';
import type { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { NUMBER_TYPES, type NumberCode } from '../bytes/number-types';
import type { ByteOrder, StoredArray } from '../bytes/read-numbers';
import { parsePythonDict } from './python-dict';

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');

/** NumPy's own limit (`max_header_size` of `numpy.load`). */
const MOST_HEADER_BYTES = 10_000;

/** Numbers of an array. */
export interface NumberElement {
  readonly kind: 'number';
  readonly code: NumberCode;
  readonly order: ByteOrder;
}

/** The element type of an array: numbers, or texts of a fixed number of characters. */
export type ElementType =
  | NumberElement
  /** U: code points of 4 bytes each; S: bytes. */
  | { readonly kind: 'U' | 'S'; readonly length: number; readonly order: ByteOrder };

export interface NpyHeader extends Pick<StoredArray, 'isFortran' | 'shape'> {
  readonly type: ElementType;
}

/**
 * Reads the header of a `.npy` file, of version 1.0, 2.0 or 3.0, and nothing after it.
 *
 * Source: the documentation of NumPy's module `numpy.lib.format`.
 *
 * @throws OnelayerError DATA_INVALID if there is none, or its type isn't of plain numbers or texts
 */
export async function readHeader(reader: ByteReader): Promise<NpyHeader> {
  const { where } = reader;
  const start = await reader.take(8, 'a NumPy header');
  if (!start.subarray(0, 6).equals(MAGIC)) {
    throw invalid(where, `expected a NumPy array (.npy), got ${formatInWords(start)}`);
  }
  const [major, minor] = start.subarray(6);
  if (major < 1 || major > 3 || minor !== 0) {
    throw invalid(where, `expected version 1.0, 2.0 or 3.0 of the format, got ${major}.${minor}`);
  }
  const size = major === 1 ? 2 : 4;
  const length = (await reader.take(size, 'a NumPy header')).readUIntLE(0, size);
  if (length > MOST_HEADER_BYTES) {
    throw invalid(where, `expected a header of at most ${MOST_HEADER_BYTES} bytes, got ${length}`);
  }
  const text = (await reader.take(length, 'a NumPy header')).toString('latin1');
  const dict = parsePythonDict(text);
  const descr = dict?.get('descr');
  if (descr === null) throw structured(where);
  const order = dict?.get('fortran_order');
  const shape = dict?.get('shape');
  const isWhole = dict?.size === 3 && typeof descr === 'string' && typeof order === 'boolean';
  if (!isWhole || !Array.isArray(shape) || !shape.every(Number.isSafeInteger)) {
    const expected = 'expected a NumPy header with descr, fortran_order and shape';
    throw invalid(where, `${expected}; it is damaged`);
  }
  return { type: elementType(descr, where), isFortran: order, shape: shape as number[] };
}

/** Types that are no features, by their letters. */
const OTHER_TYPES: Readonly<Record<string, string>> = {
  c: 'complex numbers: save their parts, by .real and .imag',
  M: "dates: convert them to numbers, by astype('int64')",
  m: "time spans: convert them to numbers, by astype('int64')",
};

function structured(where: string): Error {
  const what = 'expected plain numbers, got a structured type, rows of named fields';
  const cure = 'save what numpy.lib.recfunctions.structured_to_unstructured makes of it';
  return invalid(where, `${what}: ${cure}`);
}

function elementType(descr: string, where: string): ElementType {
  const [, sign = '', letter = '', digits = ''] = /^([<>|=])([a-zA-Z])(\d*)$/.exec(descr) ?? [];
  if (letter === 'O') {
    const what = 'expected plain numbers, got Python objects, which are pickles and never loaded';
    throw invalid(where, `${what}: convert the array by astype first`);
  }
  if (letter === 'V') {
    const what = `elements of ${digits} bytes without a type that NumPy knows, as bfloat16 is saved`;
    throw invalid(where, `expected plain numbers, got ${what}: convert them by astype('float32')`);
  }
  if (Object.hasOwn(OTHER_TYPES, letter)) {
    throw invalid(where, `expected plain numbers, got ${OTHER_TYPES[letter]}`);
  }
  const order = sign === '>' ? 'big' : 'little';
  const code = letter + digits;
  if (Object.hasOwn(NUMBER_TYPES, code)) return { kind: 'number', code: code as NumberCode, order };
  const length = Number(digits);
  const isText = (letter === 'U' || letter === 'S') && length >= 1 && length <= 2 ** 20;
  if (isText) return { kind: letter, length, order };
  // NumPy has no bfloat16.
  const numbers = Object.keys(NUMBER_TYPES).filter((own) => own !== 'bf2');
  const known = `${numbers.join(' ')}, U… and S…`;
  throw invalid(where, `expected one of the types ${known}, got ${JSON.stringify(descr)}`);
}
