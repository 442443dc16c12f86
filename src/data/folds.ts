import { assertInteger } from '../errors';
import { defaultRng } from '../random';
import type { DataSet } from './data-set';
import { numbersBelow } from './samples';
import { subset } from './subset';
import type { Features } from './features';
import type { LabelType } from './label-types';

/**
 * Parts samples into k folds at random, stratified: of each class, the folds have the same number of
 * samples, or one more or less, and so of all samples. Each sample is in one fold.
 *
 * @param k     from 2 to the number of samples
 * @param seed  of the generator
 * @returns the numbers of the samples of each fold, in ascending order: k lists
 * @throws RangeError naming `folds`
 */
export function stratifiedFolds(
  { labels, samples, classes }: Pick<DataSet, 'labels' | 'samples' | 'classes'>,
  k: number,
  seed: number,
): Uint32Array[] {
  assertInteger('folds', k, 2, samples);
  const members: number[][] = classes.map(() => []);
  for (const i of defaultRng(seed).permutation(samples)) members[labels[i]].push(i);
  const folds: number[][] = Array.from({ length: k }, () => []);
  // Counting on from class to class keeps the folds' sizes within one of each other.
  members.flat().forEach((i, place) => folds[place % k].push(i));
  return folds.map((fold) => Uint32Array.from(fold).sort());
}

/** Copies of a fold, to validate on, and of all other samples, to train on, in their own order. */
export function foldSets<X extends Features, Type extends LabelType>(
  set: DataSet<X, Type>,
  folds: readonly Uint32Array[],
  fold: number,
): Record<'training' | 'validation', DataSet<X, Type>> {
  const held = new Set(folds[fold]);
  const others = numbersBelow(set.samples).filter((i) => !held.has(i));
  const name = `fold ${fold + 1} of ${folds.length} of ${set.name}`;
  return {
    training: subset(set, `all but ${name}`, others),
    validation: subset(set, name, folds[fold]),
  };
}
