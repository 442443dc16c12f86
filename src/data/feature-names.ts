import { argumentError, argumentFault, assertInteger } from '../errors';
import { finish, type Task } from '../tasks';
import type { DataSet } from './data-set';
import { assertDense, emptyLike } from './features/dense';
import { nameList } from './name-list';

/** Values copied between two yields: some milliseconds. */
const STEP_VALUES = 2 ** 18;

/** Names compared between two yields: some milliseconds. */
const STEP_NAMES = 2 ** 12;

/** Lists that were found to be names: each is looked at once. */
const asserted = new WeakSet<object>();

/** Asserts the names of d features: texts that aren't empty, each once. They must not change then. */
export function assertFeatureNames(
  name: string,
  names: unknown,
  features: number,
): asserts names is readonly string[] {
  finish(assertingFeatureNames(name, names, features));
}

/** The same, as a cooperative task. @returns the names */
export function* assertingFeatureNames(
  name: string,
  names: unknown,
  features: number,
): Task<readonly string[]> {
  if (!Array.isArray(names)) throw argumentError(TypeError, name, 'an array of strings', names);
  assertInteger(`${name}.length`, names.length, features, features);
  if (asserted.has(names)) return names as string[];
  for (let j = 0; j < names.length; j++) {
    const own: unknown = names[j];
    if (typeof own !== 'string' || own === '') {
      const kind = typeof own === 'string' ? RangeError : TypeError;
      throw argumentError(kind, `${name}[${j}]`, 'a string that is not empty', own);
    }
  }
  const twins = yield* findingTwins(names as string[]);
  if (twins !== null) {
    const [before, j] = twins;
    throw argumentError(RangeError, `${name}[${j}]`, `another name than that of ${name}[${before}]`, names[j]); // prettier-ignore
  }
  asserted.add(names);
  return names as string[];
}

/**
 * Finds the first name that is there before, as a cooperative task.
 *
 * @returns the indices of both; null if each is there once
 */
export function* findingTwins(names: readonly string[]): Task<readonly [number, number] | null> {
  const first = new Map<string, number>();
  for (const [j, name] of names.entries()) {
    const before = first.get(name);
    if (before !== undefined) return [before, j];
    first.set(name, j);
    if (j % STEP_NAMES === STEP_NAMES - 1) yield;
  }
  return null;
}

/**
 * Finds the features of these names among others: their indices, in the order of `wanted`.
 *
 * @param what  one of them, for messages
 * @param fail  throws; called with what was expected and what came
 */
export function placesOf(
  wanted: readonly string[],
  found: readonly string[],
  what: string,
  fail: (fault: string) => never,
): number[] {
  const places = new Map(found.map((name, j) => [name, j]));
  const missing = wanted.filter((name) => !places.has(name));
  if (missing.length > 0) {
    const known = new Set(wanted);
    const others = found.filter((name) => !known.has(name));
    const got = nameList(others.length > 0 ? others : found);
    const wantedOnes = missing.length === 1 ? `a ${what}` : `${what}s`;
    fail(`expected ${wantedOnes} ${nameList(missing)}, got ${got}`);
  }
  return wanted.map((name) => places.get(name) ?? 0);
}

/** Whether two lists of names are the same, in the same order. */
export function areSame(names: readonly string[], others: readonly string[]): boolean {
  return names.length === others.length && names.every((name, j) => name === others[j]);
}

/** A data set, or as much of it as has features. */
type Named = Pick<DataSet, 'X' | 'samples' | 'features' | 'featureNames'>;

/**
 * Puts the features of a set into the order of these names, as a copy and a cooperative task, where
 * both have names in another order; else returns the set as it is.
 *
 * @param name    of the set, for messages
 * @param wanted  the names of the training set's features; null if they have none
 * @throws RangeError that names the features that are missing, or are too many
 */
export function* ordering<Set extends Named>(
  name: string,
  set: Set,
  wanted: readonly string[] | null | undefined,
): Task<Set> {
  const { featureNames: found, features: d } = set;
  if (!wanted || !found || areSame(wanted, found)) return set;
  const fail = (fault: string): never => {
    throw argumentFault(RangeError, `${name}.featureNames: ${fault}`);
  };
  const places = placesOf(wanted, found, 'feature', fail);
  if (found.length > wanted.length) {
    const others = found.filter((own) => !wanted.includes(own));
    fail(`expected the training set's ${wanted.length} features, got ${nameList(others)} too`);
  }
  assertDense(`${name}.X`, set.X);
  const X = emptyLike(set.X, set.X.length);
  for (let row = 0, copied = 0; row < X.length; row += d) {
    for (let j = 0; j < d; j++) X[row + j] = set.X[row + places[j]];
    if ((copied += d) < STEP_VALUES) continue;
    copied = 0;
    yield;
  }
  return { ...set, X, featureNames: wanted };
}
