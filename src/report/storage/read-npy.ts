import { existsSync } from 'node:fs';
import { arrayIn, type ElementType } from '../../data';
import { OnelayerError, printable } from '../../errors';
import { invalid } from './read-json';

/** The number types that a file may hold, by NumPy's codes. */
interface NumberTypes<Data> {
  readonly codes: readonly string[];
  readonly words: string;
  readonly is: (data: unknown) => data is Data;
}

export const FLOATS: NumberTypes<Float32Array | Float64Array> = {
  codes: ['f4', 'f8'],
  words: 'floats of 4 or 8 bytes',
  is: (data) => data instanceof Float32Array || data instanceof Float64Array,
};

export const BYTES: NumberTypes<Uint8Array> = {
  codes: ['u1'],
  words: 'bytes',
  is: (data) => data instanceof Uint8Array,
};

/**
 * Reads a NumPy array of a given shape; null if the file isn't there.
 *
 * @throws OnelayerError FILE_INVALID if it can't be read, or is anything else
 */
export async function readNpy<Data extends ArrayLike<number>>(
  file: string,
  shape: readonly number[],
  types: NumberTypes<Data>,
): Promise<Data | null> {
  return (await readShapedNpy(file, shape, types))?.data ?? null;
}

/** Reads a NumPy array of which some lengths are known, with its shape. @param shape  null for any length */
export async function readShapedNpy<Data extends ArrayLike<number>>(
  file: string,
  shape: readonly (number | null)[],
  types: NumberTypes<Data>,
): Promise<{ readonly data: Data; readonly shape: readonly number[] } | null> {
  if (!existsSync(file)) return null;
  const expected = shape.map((length) => length ?? '…').join(' × ');
  const fault = (what: string): Error =>
    invalid(file, `expected a NumPy array of ${types.words}, ${expected}, got ${what}`);
  const fits = (found: readonly number[]): boolean =>
    found.length === shape.length && found.every((length, i) => length === (shape[i] ?? length));
  try {
    let found: readonly number[] = [];
    const { data } = await arrayIn(file).read((header) => {
      const code = codeOf(header.type);
      if (!types.codes.includes(code)) throw fault(`elements of the type ${code}`);
      found = header.shape;
      if (!fits(found)) throw fault(found.join(' × ') || 'a single number');
    });
    if (types.is(data)) return { data, shape: found };
  } catch (error) {
    if (!(error instanceof OnelayerError) || error.code === 'FILE_INVALID') throw error;
    throw fault(`none: ${error.message.replace(`${printable(file)}: `, '')}`);
  }
  throw fault('numbers of another type');
}

function codeOf(type: ElementType): string {
  return type.kind === 'number' ? type.code : type.kind;
}
