import { existsSync } from 'node:fs';
import { invalid, readWhole } from './read-json';

/** The number types that a file may hold, by NumPy's names. */
interface NumberTypes<Data> {
  readonly names: readonly string[];
  readonly words: string;
  readonly is: (data: unknown) => data is Data;
}

export const FLOATS: NumberTypes<Float32Array | Float64Array> = {
  names: ['f4', 'f8'],
  words: 'floats of 4 or 8 bytes',
  is: (data) => data instanceof Float32Array || data instanceof Float64Array,
};

export const BYTES: NumberTypes<Uint8Array> = {
  names: ['u1'],
  words: 'bytes',
  is: (data) => data instanceof Uint8Array,
};

/** More than any header takes; a number takes 8 bytes at most. */
const HEADER_BYTES = 65_536;

/**
 * Reads a NumPy array of a given shape, in C order; null if the file isn't there.
 *
 * @throws OnelayerError FILE_INVALID if it can't be read, or is anything else
 */
export async function readNpy<Data extends ArrayLike<number>>(
  file: string,
  shape: readonly number[],
  types: NumberTypes<Data>,
): Promise<Data | null> {
  if (!existsSync(file)) return null;
  const { parse } = await import('npyjs');
  const size = shape.reduce((product, length) => product * length, 1);
  const bytes = readWhole(file, HEADER_BYTES + 8 * size);
  const fault = (what: string): Error =>
    invalid(file, `expected a NumPy array of ${types.words}, ${shape.join(' × ')}, got ${what}`);
  let array: ReturnType<typeof parse>;
  try {
    array = parse(new Uint8Array(bytes).buffer);
  } catch (error) {
    throw fault(`none: ${(error as Error).message}`);
  }
  const { data, dtype, shape: found, fortranOrder } = array;
  if (!types.names.includes(dtype) || !types.is(data)) throw fault(`numbers of the type ${dtype}`);
  if (fortranOrder) throw fault('one in the order of Fortran');
  if (found.join() !== shape.join()) throw fault(found.join(' × ') || 'one without a shape');
  if (data.length !== size) throw fault(`${data.length} numbers instead of ${size}`);
  return data;
}
