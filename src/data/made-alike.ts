import { isDeepStrictEqual } from 'node:util';
import { argumentFault } from '../errors';
import type { DataSet, PictureEncoder } from './data-set';

/**
 * Asserts that a set's features were not made by others than what made the training set's, if both are known.
 *
 * @param encoder  what made the training set's
 * @throws RangeError naming the set
 */
export function assertMadeAlike(
  name: string,
  { madeBy }: Pick<DataSet, 'madeBy'>,
  encoder: PictureEncoder | null | undefined,
): void {
  // Of a model that was saved and loaded, they are another object of the same numbers.
  const isKnown = madeBy !== undefined && encoder !== undefined && encoder !== null;
  if (!isKnown || isDeepStrictEqual(madeBy, encoder)) return;
  const expected = "features by the training set's patches, got those by others";
  const advice = 'transform its pictures by the patches that made the training set';
  throw argumentFault(RangeError, `${name}.madeBy: expected ${expected}: ${advice}`);
}
