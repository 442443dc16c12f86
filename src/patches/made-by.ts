import type { DataSet } from '../data';
import { argumentError } from '../errors';
import { PatchFeatures } from './patch-features';

/**
 * Returns the patches that made a set's features; null if they are features as they come.
 *
 * @throws TypeError for what made them and lost its methods, e.g. on its way to a worker thread
 */
export function patchesOf(name: string, { madeBy }: DataSet): PatchFeatures | null {
  if (madeBy === undefined || madeBy instanceof PatchFeatures) return madeBy ?? null;
  throw argumentError(TypeError, `${name}.madeBy`, 'what patchFeatures() returns', madeBy);
}
