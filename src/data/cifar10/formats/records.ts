import { createHash } from 'node:crypto';
import { invalid } from '../../bytes/faults';
import type { DataSet } from '../../data-set';
import {
  blankSet,
  FEATURES,
  PLANE,
  readImages,
  recordBytes,
  type RecordForm,
} from '../../cifar/images';
import { CIFAR10_CLASSES, type Cifar10Edition, type Cifar10FileName } from '../files';

export { FEATURES, PLANE };
const RECORD: RecordForm = { labelBytes: 1, labelAt: 0 };

/** A record is a label byte and an image. */
export const RECORD_BYTES = recordBytes(RECORD);

/** Whether a value is the label of a class: an integer from 0 to 9. */
export function isLabel(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 9;
}

/**
 * Packs records into the bytes of a `.bin` file.
 *
 * @param labels  n labels, 0 to 9 each
 * @param pixels  n×3072, one image a row, planar
 */
export function packRecords(labels: ArrayLike<number>, pixels: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(labels.length * RECORD_BYTES);
  for (let i = 0; i < labels.length; i++) {
    bytes[i * RECORD_BYTES] = labels[i];
    bytes.set(pixels.subarray(i * FEATURES, (i + 1) * FEATURES), i * RECORD_BYTES + 1);
  }
  return bytes;
}

/**
 * Makes a data set of n black images, to be filled by `readRecords`. After its pixels there is room for
 * the labels that stand between them in files.
 */
export function blankImages(name: string, samples: number): DataSet<Uint8Array> {
  return blankSet(name, CIFAR10_CLASSES, samples, samples * RECORD_BYTES);
}

/**
 * Returns a view for the bytes of a file, over the set's pixels: `readRecords` moves them into place,
 * without a second array of their size. The view's end overlaps the pixels of the next set.
 */
export function roomForFile({ X, samples }: DataSet<Uint8Array>): Uint8Array {
  return new Uint8Array(X.buffer, X.byteOffset, samples * RECORD_BYTES);
}

/**
 * Reads the bytes of a `.bin` file into a data set: records of a label byte and 3,072 pixel bytes.
 *
 * Source: the section "Binary version" of the data set's home page.
 *
 * @param set    n images; its pixels and labels are the output
 * @param bytes  n·3073 bytes; not kept. They may begin where the set's pixels do.
 * @throws OnelayerError DATA_INVALID for another size, or a label above 9
 */
export function readRecords(set: DataSet<Uint8Array>, bytes: Uint8Array): void {
  const fault = sizeFault(bytes.length, set.samples);
  if (fault !== null) throw invalid(set.name, fault);
  readImages(set, bytes, RECORD, { where: set.name, first: 0 });
}

/** Describes the fault in the size of a `.bin` file; null if there is none. */
export function sizeFault(size: number, samples: number): string | null {
  const expected = samples * RECORD_BYTES;
  if (size === expected) return null;
  const word = size < expected ? 'truncated' : 'oversized';
  return `expected ${expected} bytes (${samples} records of ${RECORD_BYTES}), got ${size}: the file is ${word}`;
}

/** Asserts that bytes are those of a published file; `where` names their origin in messages. */
export function assertFile(
  bytes: Uint8Array,
  name: Cifar10FileName,
  where: string,
  edition: Cifar10Edition,
): void {
  const found = createHash('md5').update(bytes).digest('hex');
  const fault =
    sizeFault(bytes.length, edition.samples) ?? sumFault('MD5', found, edition.md5[name]);
  if (fault !== null) throw invalid(where, fault);
}

/** Describes the fault in the sum of a `.bin` file; null if there is none. */
export function sumFault(kind: 'MD5' | 'SHA-256', found: string, expected: string): string | null {
  if (found === expected) return null;
  return `expected the ${kind} sum ${expected}, got ${found}: the contents are damaged or were altered`;
}
