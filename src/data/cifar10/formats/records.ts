import { createHash } from 'node:crypto';
import { OnelayerError } from '../../../errors';
import type { DataSet } from '../../data-set';
import { CIFAR10_CLASSES, type Cifar10Edition, type Cifar10FileName } from '../files';

/** Pixels in one colour plane of an image: 32 rows of 32. */
export const PLANE = 32 * 32;
/** d: an image's bytes, its red, green and blue plane one after another. */
export const FEATURES = 3 * PLANE;
/** A sample is an image of 32×32 pixels in three colours. */
const IMAGE = { width: 32, height: 32, channels: 3 } as const;
/** A record is a label byte and an image. */
export const RECORD_BYTES = 1 + FEATURES;

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
    const image = pixels.subarray(i * FEATURES, (i + 1) * FEATURES);
    bytes.set(image, i * RECORD_BYTES + 1);
  }
  return bytes;
}

/** A data set with room for n images, which are to be read into it. */
export function blankImages(name: string, samples: number): DataSet<Uint8Array> {
  return {
    name,
    classes: CIFAR10_CLASSES,
    samples,
    features: FEATURES,
    image: IMAGE,
    X: new Uint8Array(samples * FEATURES),
    labels: new Uint8Array(samples),
  };
}

/**
 * Reads the bytes of a `.bin` file into a data set: records of a label byte and 3,072 pixel bytes.
 *
 * Source: the section "Binary version" of the data set's home page.
 *
 * @param set    n images; its pixels and labels are the output
 * @param bytes  n·3073 bytes; not kept
 * @throws OnelayerError DATA_INVALID for another size, or a label above 9
 */
export function readRecords(set: DataSet<Uint8Array>, bytes: Uint8Array): void {
  const { name, samples, X, labels } = set;
  const fault = sizeFault(bytes.length, samples);
  if (fault !== null) throw new OnelayerError('DATA_INVALID', `${name}: ${fault}`);
  for (let i = 0; i < samples; i++) {
    const start = i * RECORD_BYTES;
    const label = bytes[start];
    if (label > 9) {
      throw new OnelayerError(
        'DATA_INVALID',
        `${name}: expected a label from 0 to 9 in record ${i}, got ${label}; the file is damaged, get it again`,
      );
    }
    labels[i] = label;
    X.set(bytes.subarray(start + 1, start + RECORD_BYTES), i * FEATURES);
  }
}

/** What is wrong with the size of a `.bin` file; null if nothing is. */
export function sizeFault(size: number, samples: number): string | null {
  const expected = samples * RECORD_BYTES;
  if (size === expected) return null;
  const word = size < expected ? 'truncated' : 'oversized';
  return `expected ${expected} bytes (${samples} records of ${RECORD_BYTES}), got ${size}: the file is ${word}`;
}

/** Asserts that bytes are those of a published file; `where` says whose bytes they are. */
export function assertFile(
  bytes: Uint8Array,
  name: Cifar10FileName,
  where: string,
  edition: Cifar10Edition,
): void {
  const fault = fileFault(bytes, name, edition);
  if (fault !== null) throw new OnelayerError('DATA_INVALID', `${where}: ${fault}`);
}

/** What is wrong with the bytes of a `.bin` file, by size and MD5; null if nothing is. */
export function fileFault(
  bytes: Uint8Array,
  name: Cifar10FileName,
  edition: Cifar10Edition,
): string | null {
  const fault = sizeFault(bytes.length, edition.samples);
  if (fault !== null) return fault;
  const expected = edition.md5[name];
  const found = createHash('md5').update(bytes).digest('hex');
  if (found === expected) return null;
  return `expected the MD5 sum ${expected}, got ${found}: the contents are damaged or were altered`;
}
