import { types } from 'node:util';
import {
  argumentError,
  assertFinite,
  assertInteger,
  assertKnownKeys,
  assertText,
} from '../../errors';
import { finish, type Task } from '../../tasks';
import { assertImage, assertWeights } from '../assert-data-set';
import type { DataSet, ImageShape } from '../data-set';
import { assertingFeatureNames, ordering } from '../feature-names';
import { kindOf, kindsLike, type Features } from '../features';
import type { LabelType } from '../label-types';
import { printed } from '../printed';
import { takingFeatures, type Row } from './features';
import { knownClasses, type ClassOptions } from './known-classes';
import { warnOfAlikeClasses } from './alike-classes';
import { warnOfManyClasses } from './many-classes';
import { namingLabels, type OwnLabels, type TypeOfLabels } from './labels';

/**
 * Options of `dataSet`: what a data set is made of.
 *
 * @typeParam X  the array type of the features
 * @typeParam L  the type of the labels
 * @category Data
 */
export interface DataSetParts<
  X extends Features = Features,
  L extends OwnLabels = OwnLabels,
> extends ClassOptions {
  /**
   * The features: n×d, row-major in a flat array, which is kept and not copied; or an array of n
   * rows. Bytes are later scaled to [0, 1]; numbers must be finite. Rows that are all Uint8Arrays,
   * or all Float32Arrays, stay so; other rows become float64.
   */
  readonly X: X | readonly Row[];
  /**
   * n labels: strings, integers, which need not be consecutive, or booleans. A classifier predicts
   * labels of the same type.
   */
  readonly labels: L;
  /**
   * d, the number of features of a sample: at least 1. By default it follows from the lengths of `X`
   * and `labels`.
   */
  readonly features?: number | undefined;
  /**
   * The features' names: d, each once. If `like` has names too, features are put into its order. By
   * default those of `like`, if any.
   */
  readonly featureNames?: readonly string[] | undefined;
  /** Its name in messages and reports. By default `data`. */
  readonly name?: string | undefined;
  /** The shape of a sample, if samples are images. By default that of `like`. */
  readonly image?: ImageShape | undefined;
  /** The samples' weights in the loss: n, at least 0. By default all samples count alike. */
  readonly weights?: readonly number[] | Float32Array | Float64Array | undefined;
}

const KEYS = [
  'X',
  'labels',
  'features',
  'featureNames',
  'classes',
  'like',
  'name',
  'image',
  'weights',
];

/**
 * Makes a data set of n samples, d features and K classes from arrays in memory. A flat X is kept, not
 * copied.
 *
 * The classes are `classes`, or those of `like`, or else the distinct labels: strings in the order
 * of their code units, integers in numerical order, class 3 being named `3`, then false and true. So the labels 3, 17 and
 * 900 make three classes. There may be up to 65,536 classes, even more than samples.
 *
 * @throws TypeError or RangeError (`code` INVALID_ARGUMENT) naming what is wrong, e.g.
 *   `X[3][7]: expected a finite number, got NaN`
 * @category Data
 * @example
 * const training = dataSet({ X: [[0.1, 2], [0.4, 3]], labels: ['cat', 'dog'] });
 * const test = dataSet({ X: [[0.2, 2]], labels: ['dog'], like: training });
 * const flat = dataSet({ X: Float32Array.of(0.1, 2, 0.4, 3), labels: [0, 1], features: 2 });
 */
export function dataSet<X extends Features, const L extends OwnLabels>(
  parts: DataSetParts<X, L> & { readonly classes: readonly string[] },
): DataSet<X, 'string'>;
export function dataSet<X extends Features, Type extends LabelType>(
  parts: DataSetParts<X> & { readonly like: DataSet<Features, Type> },
): DataSet<X, Type>;
export function dataSet<X extends Features, const L extends OwnLabels>(
  parts: DataSetParts<X, L>,
): DataSet<X, TypeOfLabels<L>>;
export function dataSet<X extends Features>(parts: DataSetParts<X>): DataSet<X> {
  return finish(makingDataSet(parts)) as DataSet<X>;
}

/** The same as `dataSet`, as a cooperative task. */
export function* makingDataSet(parts: DataSetParts): Task<DataSet> {
  assertKnownKeys('data', parts, KEYS);
  const { like, name = 'data' } = parts;
  assertText('name', name);
  if (parts.features !== undefined) assertInteger('features', parts.features, 1);
  const known = knownClasses(parts);
  const { labels, classes, labelType } = yield* namingLabels(parts.labels, known);
  const samples = labels.length;
  if (known === null) {
    warnOfManyClasses(name, classes, samples);
    warnOfAlikeClasses(name, classes);
  }
  const { X, features } = yield* takingFeatures(parts.X, samples, parts.features);
  const featureNames = yield* namesOf(parts, features);
  if (like !== undefined) assertFeaturesLike(X, features, like);
  if (parts.image !== undefined) assertImage('image', parts.image, features);
  const image = parts.image ? { ...parts.image } : like?.image;
  const weights = parts.weights === undefined ? undefined : weightsOf(parts.weights, samples);
  const set = {
    name,
    classes,
    ...(labelType !== 'string' && { labelType }),
    samples,
    features,
    ...(featureNames && { featureNames }),
    ...(image && { image }),
    X,
    labels,
    ...(weights && { weights }),
  };
  return printed(yield* ordering('data', set, like?.featureNames));
}

/** The names of the features, as a copy, or those of the set `like`; undefined if there are none. */
function* namesOf(
  { featureNames: given, like }: DataSetParts,
  features: number,
): Task<readonly string[] | undefined> {
  if (given === undefined) return like?.featureNames;
  const names: unknown = Array.isArray(given) ? [...(given as unknown[])] : given;
  return yield* assertingFeatureNames('featureNames', names, features);
}

function assertFeaturesLike(X: Features, features: number, like: DataSet): void {
  if (features !== like.features) {
    const expected = `${like.features}, as in the data set like`;
    throw argumentError(RangeError, 'features', expected, features);
  }
  const kind = kindOf(like.X);
  if (kindsLike(like.X).some((own) => own.is(X))) return;
  throw argumentError(TypeError, 'X', `${kind.words}, as in the data set like`, X);
}

function weightsOf(given: unknown, samples: number): Float64Array {
  if (types.isFloat64Array(given)) {
    assertWeights('weights', given, samples);
    return given;
  }
  if (!Array.isArray(given) && !types.isFloat32Array(given)) {
    throw argumentError(TypeError, 'weights', 'a Float64Array or an array of numbers', given);
  }
  const weights = Float64Array.from(given as ArrayLike<number>, (weight: unknown, i) => {
    if (!Number.isFinite(weight)) assertFinite(`weights[${i}]`, weight);
    return weight as number;
  });
  assertWeights('weights', weights, samples);
  return weights;
}
