import type { DataSet } from './data-set';

/**
 * Consecutive samples of a data set as one of their own, e.g. those that are held out for
 * validation: a view, without a copy.
 *
 * @param first  the number of its first sample in `set`
 */
export function partOf(set: DataSet, name: string, first: number, samples: number): DataSet {
  const { features, pixels, labels } = set;
  const end = first + samples;
  return {
    ...set,
    name,
    samples,
    pixels: pixels.subarray(first * features, end * features),
    labels: labels.subarray(first, end),
  };
}
