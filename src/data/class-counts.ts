import type { DataSet } from './data-set';

/** The number of samples of each class, of all or of those with these numbers: K. */
export function countsOf(
  { classes, labels }: Pick<DataSet, 'classes' | 'labels'>,
  numbers: Uint32Array | null,
): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  if (numbers === null) for (const label of labels) counts[label]++;
  else for (const number of numbers) counts[labels[number]]++;
  return counts;
}
