import { formatInWords } from '../../files';
import type { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import type { NumberCode } from '../bytes/number-types';
import { readingPerhapsGzip } from '../bytes/read-file';
import { readNumbers } from '../bytes/read-numbers';
import type { ArraySource, HeaderCheck, NpyArray } from '../npy/array-source';
import type { NpyHeader, NumberElement } from '../npy/header';

/** The format's codes of types. */
const TYPES: Readonly<Record<number, NumberCode>> = {
  0x08: 'u1',
  0x09: 'i1',
  0x0b: 'i2',
  0x0c: 'i4',
  0x0d: 'f4',
  0x0e: 'f8',
};

export interface IdxForm {
  /** In messages, e.g. `labels`. */
  readonly what: string;
  readonly types: readonly NumberCode[];
  /** The fewest and the most. */
  readonly dimensions: readonly [number, number];
}

/**
 * Reads the header of an idx file: two zero bytes, a byte for the type and one for the number of
 * dimensions, and their lengths of 4 bytes each, big-endian.
 *
 * Source: the section "File formats" of the home page of MNIST.
 *
 * @throws OnelayerError DATA_INVALID if it isn't of the form
 */
export async function readIdxHeader(reader: ByteReader, form: IdxForm): Promise<NpyHeader> {
  const { where } = reader;
  const head = await reader.take(4, 'an idx header');
  const [zero, another, type, dimensions] = head;
  if (zero !== 0 || another !== 0 || !Object.hasOwn(TYPES, type)) {
    throw invalid(where, `expected an idx file, as of MNIST, got ${formatInWords(head)}`);
  }
  const code = TYPES[type];
  if (!form.types.includes(code)) {
    const types = form.types.join(' or ');
    throw invalid(where, `expected ${form.what} of the type ${types}, got ${code}`);
  }
  const [fewest, most] = form.dimensions;
  if (dimensions < fewest || dimensions > most) {
    const expected = fewest === most ? `${most}` : `from ${fewest} to ${most}`;
    throw invalid(where, `expected ${form.what} in ${expected} dimensions, got ${dimensions}`);
  }
  const lengths = await reader.take(4 * dimensions, 'an idx header');
  const shape = Array.from({ length: dimensions }, (_, axis) => lengths.readUInt32BE(4 * axis));
  if (shape.includes(0)) throw invalid(where, `expected ${form.what}, got none`);
  return { type: { kind: 'number', code, order: 'big' }, shape, isFortran: false };
}

/**
 * Reads an idx file to its end: the header and the numbers, all of it big-endian.
 *
 * @param check  see `ArraySource`
 * @throws OnelayerError DATA_INVALID if it isn't of the form
 */
export async function readIdx(
  reader: ByteReader,
  form: IdxForm,
  check: HeaderCheck | undefined,
): Promise<NpyArray> {
  const header = await readIdxHeader(reader, form);
  check?.(header);
  const { shape, type, isFortran } = header;
  const data = await readNumbers(reader, { ...(type as NumberElement), shape, isFortran });
  return { data, shape };
}

/** An array of an idx file, packed by gzip or not. */
export function idxIn(file: string, form: IdxForm): ArraySource {
  return {
    where: file,
    read: (check) => readingPerhapsGzip(file, (reader) => readIdx(reader, form, check)),
  };
}

/** Features, of any type, a row for each sample. */
export const IDX_IMAGES: IdxForm = {
  what: 'images',
  types: Object.values(TYPES),
  dimensions: [2, 8],
};

export const IDX_LABELS: IdxForm = { what: 'labels', types: ['u1'], dimensions: [1, 1] };
