import type { ImageShape } from '../../data';
import type { PatchFeatures, PatchSettings } from '../../patches';

/** The features by patches that a training was on, as results record them. */
export interface PatchesUsed extends Required<PatchSettings> {
  /** F, the features of a picture. */
  readonly features: number;
  /** Of the pictures. */
  readonly channels: ImageShape['channels'];
  /** How many groups of patches were trained one after another, and averaged. */
  readonly groups: number;
}

export function patchesUsed(
  { features, image, settings }: PatchFeatures,
  groups: number,
): PatchesUsed {
  return { ...settings, features, channels: image.channels, groups };
}
