import {
  argumentError,
  assertInstance,
  assertInteger,
  assertKnownKeys,
  assertNonNegative,
  assertPositive,
} from '../errors';
import { finish, type Task } from '../tasks';
import type { DataSet, ImageShape } from './data-set';
import { assertFeatureNames } from './feature-names';
import { assertFeatures, assertingFiniteRows, kindsLike } from './features';
import { assertMadeAlike } from './made-alike';

const MOST_CLASSES = { bytes: 2 ** 8, pairs: 2 ** 16 };

/**
 * Asserts the shapes of a data set: n×d features and n labels, each below K, which is at most 256 for
 * labels of one byte. No label is checked again after that.
 *
 * @throws TypeError or RangeError naming the field, e.g. `training.labels[3]`
 */
export function assertDataSet(name: string, set: DataSet): void {
  // Callers without TypeScript may pass anything.
  if (typeof set !== 'object' || (set as unknown) === null) {
    throw argumentError(TypeError, name, 'a data set', set);
  }
  const { samples, features, featureNames, classes, image, madeBy, X, labels, weights } = set;
  assertInteger(`${name}.samples`, samples, 1);
  assertInteger(`${name}.features`, features, 1);
  if (featureNames !== undefined)
    assertFeatureNames(`${name}.featureNames`, featureNames, features);
  assertFeatures(`${name}.X`, X, set);
  assertInstance(`${name}.labels`, labels, [Uint8Array, Uint16Array]);
  if (!Array.isArray(classes)) {
    throw argumentError(TypeError, `${name}.classes`, 'an array of strings', classes);
  }
  const most = labels instanceof Uint8Array ? MOST_CLASSES.bytes : MOST_CLASSES.pairs;
  assertInteger(`${name}.classes.length`, classes.length, 2, most);
  assertInteger(`${name}.labels.length`, labels.length, samples, samples);
  if (image !== undefined) assertImage(`${name}.image`, image, features);
  if (madeBy !== undefined) {
    assertInteger(`${name}.madeBy.features`, madeBy.features, features, features);
  }
  labels.forEach((label, i) => {
    // Not `assertInteger` for each: its message takes longer to make than the check itself.
    if (label >= classes.length)
      assertInteger(`${name}.labels[${i}]`, label, 0, classes.length - 1);
  });
  if (weights !== undefined) assertWeights(`${name}.weights`, weights, samples);
}

/** Asserts an image shape of d values: mirroring would never end for a negative width. */
export function assertImage(name: string, image: ImageShape, features: number): void {
  assertKnownKeys(name, image, ['width', 'height', 'channels']);
  const { width, height, channels } = image;
  assertInteger(`${name}.width`, width, 1);
  assertInteger(`${name}.height`, height, 1);
  if ((channels as number) !== 1 && channels !== 3) {
    throw argumentError(RangeError, `${name}.channels`, '1 or 3', channels);
  }
  const values = width * height * channels;
  assertInteger(`${name}: width × height × channels`, values, features, features);
}

/** Asserts sample weights: n, each at least 0, and not all 0. */
export function assertWeights(name: string, weights: Float64Array, samples: number): void {
  assertInstance(name, weights, [Float64Array]);
  assertInteger(`${name}.length`, weights.length, samples, samples);
  let sum = 0;
  weights.forEach((weight, i) => {
    if (!(weight >= 0 && weight < Infinity)) assertNonNegative(`${name}[${i}]`, weight);
    sum += weight;
  });
  assertPositive(`${name}: their sum`, sum);
}

/** Sets whose features were found finite: each is checked once. */
const finite = new WeakSet<DataSet>();

/**
 * Asserts that all features are finite, as a cooperative task. A set found finite must not change.
 *
 * @throws RangeError naming the feature, e.g. `training.X[3][7]`
 */
export function* assertingFinite(name: string, set: DataSet): Task<void> {
  if (finite.has(set)) return;
  yield* assertingFiniteRows(`${name}.X`, set.X, set.features);
  finite.add(set);
}

/** Asserts that all features are finite, without yielding. */
export function assertFiniteFeatures(name: string, set: DataSet): void {
  finish(assertingFinite(name, set));
}

/**
 * Asserts that a data set has the features, their kind and the number of classes of the training set, and
 * that no other patches made them.
 */
export function assertLike(name: string, set: DataSet, training: DataSet): void {
  assertDataSet(name, set);
  const { features, classes } = training;
  assertFeatures(`${name}.X`, set.X, set, kindsLike(training.X));
  assertInteger(`${name}.features`, set.features, features, features);
  assertMadeAlike(name, set, training.madeBy);
  assertInteger(`${name}.classes.length`, set.classes.length, classes.length, classes.length);
}
