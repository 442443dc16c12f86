import { inLargePages } from '../../backend';
import { invalid } from '../bytes/faults';
import type { DataSet } from '../data-set';

/** Pixels in one colour plane of an image: 32 rows of 32. */
export const PLANE = 32 * 32;
/** d: an image's bytes, its red, green and blue plane one after another. */
export const FEATURES = 3 * PLANE;

/** The label bytes before each image in the binary versions of CIFAR-10 and CIFAR-100. */
export interface RecordForm {
  readonly labelBytes: 1 | 2;
  /** The index of the label byte to use, from 0. */
  readonly labelAt: 0 | 1;
}

export function recordBytes({ labelBytes }: RecordForm): number {
  return labelBytes + FEATURES;
}

/**
 * Makes a data set of n black images, to be filled by `readImages`.
 *
 * @param room  bytes to allocate, of which its pixels are the first
 */
export function blankSet(
  name: string,
  classes: readonly string[],
  samples: number,
  room = samples * FEATURES,
): DataSet<Uint8Array> {
  return {
    name,
    classes,
    samples,
    features: FEATURES,
    image: { width: 32, height: 32, channels: 3 },
    X: inLargePages(new Uint8Array(room)).subarray(0, samples * FEATURES),
    labels: new Uint8Array(samples),
  };
}

/**
 * Reads records into a data set.
 *
 * @param set    n images; its pixels and labels are the output
 * @param bytes  n records; not kept. They may begin where the set's pixels do: a record moves up.
 * @param place  where they were read, and the number of the first one, for messages
 * @throws OnelayerError DATA_INVALID for a label that no class has
 */
export function readImages(
  set: DataSet<Uint8Array>,
  bytes: Uint8Array,
  form: RecordForm,
  place: { readonly where: string; readonly first: number },
): void {
  const { classes, samples, X, labels } = set;
  const size = recordBytes(form);
  for (let i = 0; i < samples; i++) {
    const start = i * size;
    const label = bytes[start + form.labelAt];
    if (label >= classes.length) {
      const expected = `expected a label from 0 to ${classes.length - 1} in record ${place.first + i}`;
      throw invalid(place.where, `${expected}, got ${label}; the file is damaged, get it again`);
    }
    labels[i] = label;
    X.set(bytes.subarray(start + form.labelBytes, start + size), i * FEATURES);
  }
}
