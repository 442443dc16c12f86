import { endianness, totalmem } from 'node:os';
import { inLargePages } from '../../backend';
import { TaskRunner } from '../../tasks';
import type { DenseFeatures } from '../features/kind';
import type { ByteReader } from './byte-reader';
import { invalid } from './faults';
import { NUMBER_TYPES, type NumberCode, type NumberType } from './number-types';

export type ByteOrder = 'little' | 'big';

const OWN_ORDER: ByteOrder = endianness() === 'LE' ? 'little' : 'big';

/**
 * Numbers converted between two yields: some milliseconds. In Fortran order, consecutive numbers go to
 * distant memory, which is slow while its pages are new.
 */
const STEP_NUMBERS = { C: 2 ** 17, Fortran: 2 ** 12 };

/** An array of numbers in a file. */
export interface StoredArray {
  readonly code: NumberCode;
  readonly order: ByteOrder;
  /** The lengths of its dimensions. */
  readonly shape: readonly number[];
  /** Whether the first index runs fastest, as in Fortran; else the last one does, as in C. */
  readonly isFortran: boolean;
  /** The type of array in memory; by default that of `code`. */
  readonly Kept?: NumberType['Kept'];
}

/**
 * Reads the numbers of an array to the end of the file, in C order. Memory is allocated once it is
 * clear that the file has as many.
 *
 * @throws OnelayerError DATA_INVALID if there are fewer or more, or an integer is beyond 2^53 − 1
 */
export async function readNumbers(reader: ByteReader, array: StoredArray): Promise<DenseFeatures> {
  const { code, shape, isFortran } = array;
  const { bytes: width } = NUMBER_TYPES[code];
  const { Kept = NUMBER_TYPES[code].Kept } = array;
  const length = product(shape);
  reader.assertRest(length * width, `numbers (${shape.join('×') || 'one'} of ${code})`);
  const all = allocateFor<DenseFeatures>(reader.where, Kept, length);
  const step = Math.min(length, isFortran ? STEP_NUMBERS.Fortran : STEP_NUMBERS.C);
  const raw = Buffer.from(new ArrayBuffer(step * width));
  const converted = isFortran ? new Kept(step) : null;
  const place = isFortran ? fortranPlacing(shape) : null;
  const runner = new TaskRunner();
  for (let first = 0; first < length; first += step) {
    const count = Math.min(step, length - first);
    const out = converted ? converted.subarray(0, count) : all.subarray(first, first + count);
    await fillNumbers(reader, array, { raw, out, first, length });
    place?.(out, first, all);
    await runner.pauseIfDue();
  }
  await reader.assertEnd();
  return all;
}

/**
 * Reads the numbers of an array in C order piece by piece, to the end of the file; a piece may be kept.
 *
 * @param step  how many numbers a piece has, but the last
 * @throws OnelayerError as `readNumbers` does
 */
export async function* piecesOfNumbers(
  reader: ByteReader,
  array: StoredArray,
  step: number,
): AsyncGenerator<DenseFeatures, void, void> {
  const { bytes: width, Kept } = NUMBER_TYPES[array.code];
  const length = product(array.shape);
  const raw = Buffer.from(new ArrayBuffer(Math.min(step, length) * width));
  for (let first = 0; first < length; first += step) {
    const out = new Kept(Math.min(step, length - first));
    await fillNumbers(reader, array, { raw, out, first, length });
    yield out;
  }
  await reader.assertEnd();
}

/** Reads the next numbers of an array of `length`, the first of which is number `first`. */
async function fillNumbers(
  reader: ByteReader,
  { code, order }: StoredArray,
  { raw, out, first, length }: { raw: Buffer; out: DenseFeatures; first: number; length: number },
): Promise<void> {
  const { bytes: width, convert } = NUMBER_TYPES[code];
  const bytes = raw.subarray(0, out.length * width);
  await reader.fill(bytes, 'numbers');
  if (order !== OWN_ORDER) swap(bytes, width);
  const inexact = convert(bytes, out);
  if (inexact < 0) return;
  const which = `number ${first + inexact} of ${length}`;
  throw invalid(reader.where, `expected integers of at most 2^53 − 1, got a larger ${which}`);
}

/** Allocates an array for a file's numbers. @throws OnelayerError if they exceed the memory */
export function allocateFor<Kind extends ArrayBufferView>(
  where: string,
  NumberArray: { readonly BYTES_PER_ELEMENT: number; new (length: number): Kind },
  length: number,
): Kind {
  const bytes = length * NumberArray.BYTES_PER_ELEMENT;
  const refusal = (cause?: unknown): Error =>
    invalid(where, `its ${length} numbers take ${bytes} bytes, more than there is memory`, cause);
  if (!(bytes <= totalmem())) throw refusal();
  try {
    return inLargePages(new NumberArray(length));
  } catch (error) {
    throw refusal(error);
  }
}

/** Computes the number of elements of a shape; beyond 2^53 − 1 it is approximate. */
export function product(shape: readonly number[]): number {
  return shape.includes(0) ? 0 : shape.reduce((total, length) => total * length, 1);
}

function swap(bytes: Buffer, width: number): void {
  if (width === 2) bytes.swap16();
  else if (width === 4) bytes.swap32();
  else if (width === 8) bytes.swap64();
}

/**
 * Makes the function that scatters consecutive numbers in Fortran order, from number `first` on, into
 * C order. In the file the first index runs fastest, then the second: an odometer of the others gives
 * the offset of each run, and a run's elements are Π other lengths apart.
 */
function fortranPlacing(
  shape: readonly number[],
): (part: DenseFeatures, first: number, all: DenseFeatures) => void {
  const [n = 1, ...others] = shape;
  const stride = product(others);
  const strides = others.map((_, axis) => product(others.slice(axis + 1)));
  const placeOf = (run: number): number => {
    let place = 0;
    for (let axis = 0; axis < others.length; axis++) {
      place += (run % others[axis]) * strides[axis];
      run = Math.floor(run / others[axis]);
    }
    return place;
  };
  return (part, first, all) => {
    for (let at = 0; at < part.length;) {
      const run = Math.floor((first + at) / n);
      const i = first + at - run * n;
      const count = Math.min(n - i, part.length - at);
      const place = placeOf(run) + i * stride;
      for (let k = 0; k < count; k++) all[place + k * stride] = part[at + k];
      at += count;
    }
  };
}
