import type { PatchFeatures, PatchSettings } from '../../features';

/** The features by patches that a training was on, as results record them. */
export interface PatchesUsed extends Required<PatchSettings> {
  /** F, the features of a picture. */
  readonly features: number;
}

export function patchesUsed({ features, settings }: PatchFeatures): PatchesUsed {
  return { ...settings, features };
}
