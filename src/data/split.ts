import { argumentError, assertBoolean, assertKnownKeys, assertText } from '../errors';
import { defaultRng } from '../random';
import { assertDataSet } from './assert-data-set';
import type { DataSet } from './data-set';
import type { Features } from './features';
import type { LabelType } from './label-types';
import { numbersBelow } from './samples';
import { subset } from './subset';

/**
 * Options of `split`.
 *
 * @category Data
 */
export interface SplitOptions {
  /**
   * The seed of the samples' order, NumPy's `default_rng(seed).permutation(n)`: an integer from 0. By
   * default 42.
   */
  readonly seed?: number | undefined;
  /** Whether each part keeps the proportions of the classes. By default false. */
  readonly stratified?: boolean | undefined;
  /** Whether the order is random; if not, the parts take the last samples. By default true. */
  readonly shuffle?: boolean | undefined;
}

/**
 * Splits a data set into parts of the given sizes and the rest, which is called `training`. All are
 * copies.
 *
 * A part's size is a fraction of all n samples, above 0 and below 1 (round(fraction · n) samples),
 * or a number of samples, from 1. In the order of the samples, `training` comes first, and then the
 * parts as they are listed. A stratified part of m samples takes m · n_k / n of class k, rounded by
 * the largest remainder (ties go to the lower class), where n and n_k count what the parts before it
 * have left.
 *
 * @param parts  the size of each part, by its name
 * @returns the parts and `training`, by their names
 * @throws TypeError or RangeError naming what is wrong, e.g. a part, or training, without samples
 * @category Data
 * @example
 * const { training, validation, test } = split(data, { validation: 0.1, test: 20 });
 * const folds = split(data, { test: 0.2 }, { stratified: true, seed: 7 });
 */
export function split<X extends Features, Part extends string, Type extends LabelType>(
  set: DataSet<X, Type>,
  parts: Readonly<Record<Part, number>>,
  options: SplitOptions = {},
): Record<Part | 'training', DataSet<X, Type>> {
  assertDataSet('set', set);
  assertKnownKeys('options', options, ['seed', 'stratified', 'shuffle']);
  const { seed = 42, stratified = false, shuffle = true } = options;
  assertBoolean('stratified', stratified);
  assertBoolean('shuffle', shuffle);
  const sizes = sizesOf(parts, set.samples);
  const generator = defaultRng(seed);
  const order = shuffle ? generator.permutation(set.samples) : numbersBelow(set.samples);
  const counts = [...sizes.values()];
  const dealt = stratified ? dealByClass(set, order, counts) : deal(order, counts);
  const named = [...sizes.keys()].map((part, p) => [
    part,
    subset(set, `${set.name} (${part})`, dealt[p]),
  ]);
  return Object.fromEntries(named) as Record<Part | 'training', DataSet<X, Type>>;
}

/** Returns the number of samples of `training`, which is what the parts leave, and of each part. */
function sizesOf(parts: Readonly<Record<string, number>>, samples: number): Map<string, number> {
  const isObject = typeof parts === 'object' && (parts as unknown) !== null;
  if (!isObject || Array.isArray(parts) || Object.keys(parts).length === 0) {
    throw argumentError(TypeError, 'parts', 'an object of at least one part and its size', parts);
  }
  const sizes = new Map([['training', samples]]);
  let rest = samples;
  for (const [part, size] of Object.entries(parts)) {
    assertText('parts: a name', part);
    if (part === 'training') {
      throw argumentError(RangeError, 'parts', 'parts beside training, which is the rest', part);
    }
    const count = sizeOf(part, size, samples);
    sizes.set(part, count);
    rest -= count;
  }
  if (rest > 0) return sizes.set('training', rest);
  const expected = `fewer than the ${samples} samples in all parts, to leave some for training`;
  throw argumentError(RangeError, 'parts', expected, samples - rest);
}

function sizeOf(part: string, size: unknown, samples: number): number {
  const name = `parts.${part}`;
  const expected = 'a fraction above 0 and below 1, or a positive integer';
  if (typeof size !== 'number') throw argumentError(TypeError, name, expected, size);
  if (Number.isSafeInteger(size) && size >= 1) return size;
  if (!(size > 0 && size < 1)) throw argumentError(RangeError, name, expected, size);
  const count = Math.round(size * samples);
  if (count >= 1) return count;
  const enough = `a fraction that gives it at least one of ${samples} samples`;
  throw argumentError(RangeError, name, enough, size);
}

/** Cuts an order into consecutive pieces of these sizes. */
function deal(order: Uint32Array, sizes: readonly number[]): Uint32Array[] {
  let first = 0;
  return sizes.map((size) => order.subarray(first, (first += size)));
}

/** Deals the samples of each class out in proportion, the rest to the first part; in a part, the order stays. */
function dealByClass(set: DataSet, order: Uint32Array, sizes: readonly number[]): Uint32Array[] {
  const left = new Array<number>(set.classes.length).fill(0);
  for (const label of set.labels) left[label]++;
  const shares = sizes.slice(1).map((size) => {
    const share = largestRemainder(size, left);
    share.forEach((count, k) => (left[k] -= count));
    return share;
  });
  const quotas = [left, ...shares];
  const dealt = sizes.map((size) => new Uint32Array(size));
  const filled = dealt.map(() => 0);
  const partOfClass = left.map(() => 0);
  for (const number of order) {
    const k = set.labels[number];
    while (quotas[partOfClass[k]][k] === 0) partOfClass[k]++;
    const p = partOfClass[k];
    quotas[p][k]--;
    dealt[p][filled[p]++] = number;
  }
  return dealt;
}

/**
 * Apportions `size` in proportion to `counts`, in integers that add up to it, none above its count:
 * size · count / Σ counts rounded down, and one more for those with the largest remainders.
 */
function largestRemainder(size: number, counts: readonly number[]): number[] {
  const total = BigInt(counts.reduce((sum, count) => sum + count, 0));
  const products = counts.map((count) => BigInt(size) * BigInt(count));
  const shares = products.map((product) => Number(product / total));
  const remainders = products.map((product) => Number(product % total));
  const missing = size - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = counts
    .map((_, k) => k)
    .sort((a, b) => remainders[b] - remainders[a] || a - b);
  for (const k of byRemainder.slice(0, missing)) shares[k]++;
  return shares;
}
