import { assertInstance, assertInteger } from '../errors';
import type { DataSet } from './data-set';

const MOST_CLASSES = { bytes: 2 ** 8, pairs: 2 ** 16 };

/**
 * Asserts that a data set is what it says: n×d pixels, n labels, each below K; bytes label no more
 * than 256 classes. Wherever a sample
 * goes afterwards, no index is checked again.
 *
 * @throws TypeError or RangeError naming the field, e.g. `training.labels[3]`
 */
export function assertDataSet(name: string, set: DataSet): void {
  const { samples, features, classes, image, pixels, labels } = set;
  assertInteger(`${name}.samples`, samples, 1);
  assertInteger(`${name}.features`, features, 1);
  assertInstance(`${name}.pixels`, pixels, [Uint8Array]);
  assertInstance(`${name}.labels`, labels, [Uint8Array, Uint16Array]);
  const most = labels instanceof Uint8Array ? MOST_CLASSES.bytes : MOST_CLASSES.pairs;
  assertInteger(`${name}.classes.length`, classes.length, 2, most);
  assertInteger(`${name}.pixels.length`, pixels.length, samples * features, samples * features);
  assertInteger(`${name}.labels.length`, labels.length, samples, samples);
  if (image) {
    const size = image.width * image.height * image.channels;
    assertInteger(`${name}.image: its values`, size, features, features);
  }
  labels.forEach((label, i) => {
    // Not `assertInteger` for each: its message takes longer to make than the check itself.
    if (label >= classes.length)
      assertInteger(`${name}.labels[${i}]`, label, 0, classes.length - 1);
  });
}

/** Asserts that a data set has the features and the number of classes of the training set. */
export function assertLike(name: string, set: DataSet, training: DataSet): void {
  assertDataSet(name, set);
  const { features, classes } = training;
  assertInteger(`${name}.features`, set.features, features, features);
  assertInteger(`${name}.classes.length`, set.classes.length, classes.length, classes.length);
}
