import { argumentError } from '../../errors';
import type { Task } from '../../tasks';
import type { RowsOnDisk } from '../disk/rows-on-disk';
import { bytes } from './bytes';
import type { DenseFeatures, FeatureKind } from './kind';
import { numbers } from './numbers';
import { bytesOnDisk, numbersOnDisk } from './on-disk';

/**
 * Features as a data set keeps them. Bytes, e.g. of pixels, are scaled to [0, 1] when they are
 * standardised; other numbers are taken as they are. Either may stay on disk.
 *
 * @category Data
 */
export type Features = DenseFeatures | RowsOnDisk;

/** All kinds of features: whoever depends on the kind of X asks here. */
export const FEATURE_KINDS: readonly FeatureKind<Features>[] = [
  bytes,
  numbers,
  bytesOnDisk,
  numbersOnDisk,
];

/** Returns the kind of X. */
export function kindOf(X: Features): FeatureKind<Features> {
  const kind = FEATURE_KINDS.find((one) => one.is(X));
  if (kind === undefined) throw new Error('features of no kind: assertFeatures comes first');
  return kind;
}

export function isFeatures(value: unknown): value is Features {
  return FEATURE_KINDS.some((kind) => kind.is(value));
}

/** Returns the kinds whose features mean the same as those of X, wherever they are kept. */
export function kindsLike(X: Features): FeatureKind<Features>[] {
  const { range } = kindOf(X);
  return FEATURE_KINDS.filter((kind) => kind.range === range);
}

/** Asserts that X is of one of the kinds, by default of any, and n×d. */
export function assertFeatures(
  name: string,
  X: Features,
  { samples, features }: { readonly samples: number; readonly features: number },
  kinds = FEATURE_KINDS,
): void {
  if (!kinds.some((kind) => kind.is(X))) {
    const classes = kinds.flatMap((kind) => kind.classes);
    throw argumentError(TypeError, name, classes.map((one) => `a ${one}`).join(' or '), X);
  }
  kindOf(X).assertShape(name, X, samples, features);
}

/**
 * Asserts that all X[i][j] of a matrix of d columns are finite, as a cooperative task.
 *
 * @throws RangeError naming the feature, e.g. `training.X[3][7]`
 */
export function* assertingFiniteRows(name: string, X: Features, features: number): Task<void> {
  yield* kindOf(X).assertingFinite?.(name, X, features) ?? [];
}
