import type { DataSet, Features } from './data-set';

/**
 * Consecutive samples of a data set as one of their own, e.g. those that are held out for
 * validation: a view, without a copy.
 *
 * @param first  the number of its first sample in `set`
 */
export function partOf<X extends Features>(
  set: DataSet<X>,
  name: string,
  first: number,
  samples: number,
): DataSet<X> {
  const { features, X, labels, weights } = set;
  const end = first + samples;
  return {
    ...set,
    name,
    samples,
    X: X.subarray(first * features, end * features) as X,
    labels: labels.subarray(first, end),
    ...(weights && { weights: weights.subarray(first, end) }),
  };
}
