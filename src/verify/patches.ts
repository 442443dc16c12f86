import type { FittedModel } from '../model';
import { patchesUsed, type Results } from '../report';
import type { Arithmetic } from './arithmetic';
import { firstDifference, isSameNumber } from './difference';

/** Why features by patches can't be compared. */
export const OTHER_LOOPS =
  'other loops than those of this machine encoded the pictures, and patches that are alike by a hair count or not';

/** Compares what a file says of the patches with those in a saved model; null where they agree. */
export function patchesDifference(
  { patches, provenance }: FittedModel,
  results: Results,
): string | null {
  const saved = patches === null ? undefined : patchesUsed(patches, Number(provenance.groups ?? 1));
  return firstDifference(results.patches, saved, 'patches', isSameNumber);
}

/** Returns true where pictures are encoded to the same bits as those of a file were. */
export function isEncodedAlike(
  { backend: claimed, patches }: Results,
  { backend }: Pick<Arithmetic, 'backend'>,
): boolean {
  if (patches === undefined) return true;
  return claimed.openblas?.instructions === backend.report.openblas?.instructions;
}
