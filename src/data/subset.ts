import { argumentError, assertInteger, assertText } from '../errors';
import { assertDataSet } from './assert-data-set';
import type { DataSet } from './data-set';
import { kindOf, type Features } from './features';
import { emptyLike } from './features/dense';
import { printed } from './printed';
import type { LabelType } from './label-types';

/**
 * Copies samples into a data set of their own: its sample i is sample `numbers[i]` of the set. Classes
 * stay, even those without samples.
 *
 * @param name     of the subset, in messages and reports
 * @param numbers  the indices of at least one sample in `set`, each from 0 to n − 1; they may repeat
 * @throws TypeError or RangeError naming the argument, e.g. `numbers[3]`
 * @category Data
 * @example
 * const zeros = [...data.labels.keys()].filter((i) => data.labels[i] === 0);
 * const first = subset(data, data.classes[0], zeros);
 */
export function subset<X extends Features, Type extends LabelType>(
  set: DataSet<X, Type>,
  name: string,
  numbers: ArrayLike<number>,
): DataSet<X, Type> {
  assertDataSet('set', set);
  assertText('name', name);
  const isList: boolean = Array.isArray(numbers) || ArrayBuffer.isView(numbers);
  if (!isList) {
    throw argumentError(TypeError, 'numbers', 'an array or a typed array of integers', numbers);
  }
  const samples = numbers.length;
  assertInteger('numbers.length', samples, 1);
  const { features, weights } = set;
  const labels = emptyLike(set.labels, samples);
  const kept = weights && new Float64Array(samples);
  for (let i = 0; i < samples; i++) {
    const from = numbers[i];
    // Not `assertInteger` for each: making its name takes longer than the check itself.
    if (!(Number.isInteger(from) && from >= 0 && from < set.samples)) {
      assertInteger(`numbers[${i}]`, from, 0, set.samples - 1);
    }
    labels[i] = set.labels[from];
    if (kept) kept[i] = weights[from];
  }
  const X = kindOf(set.X).take(set.X, features, numbers) as X;
  return printed({ ...set, name, samples, X, labels, ...(kept && { weights: kept }) });
}
