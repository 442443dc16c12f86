import { assertInteger, assertText } from '../errors';
import type { DataSet } from './data-set';
import { printed } from './printed';
import { kindOf, type Features } from './features';
import type { LabelType } from './label-types';

/**
 * Returns consecutive samples as a data set of their own, e.g. to hold them out for validation: its
 * sample i is sample `first` + i of the set. It is a view of the same memory, not a copy; see
 * {@link subset} for copies of any samples.
 *
 * @param name     of the part, in messages and reports
 * @param first    the index of its first sample in `set`
 * @param samples  how many samples it has: at least 1
 * @throws TypeError or RangeError naming the argument, e.g. `first`
 * @category Data
 * @example
 * const training = partOf(data, 'training', 0, data.samples - 30);
 * const validation = partOf(data, 'validation', data.samples - 30, 30);
 */
export function partOf<X extends Features, Type extends LabelType>(
  set: DataSet<X, Type>,
  name: string,
  first: number,
  samples: number,
): DataSet<X, Type> {
  assertText('name', name);
  assertInteger('first', first, 0, set.samples - 1);
  assertInteger('samples', samples, 1, set.samples - first);
  const { features, X, labels, weights } = set;
  const end = first + samples;
  return printed({
    ...set,
    name,
    samples,
    X: kindOf(X).part(X, features, first, end) as X,
    labels: labels.subarray(first, end),
    ...(weights && { weights: weights.subarray(first, end) }),
  });
}
