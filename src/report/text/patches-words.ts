import { patchWords } from '../../patches';
import type { PatchesUsed } from '../results/patches-used';

/** Says how features were made by patches, with all settings, so that anyone can make them again. */
export function patchesWords(used: PatchesUsed): string {
  const { components, encoding, epsilon, features, regions, seed, stride, threshold } = used;
  const places = stride === 1 ? 'at every pixel' : `${stride} pixels apart`;
  const counting =
    encoding === 'hard'
      ? `counted where a similarity is above ${threshold}`
      : `whose similarities above ${threshold} are added up`;
  return [
    `${patchWords(used, undefined)}, ${counting}, ${places}, in ${regions} × ${regions} regions: ` +
      `${features.toLocaleString('en')} features of a picture`,
    `whitened to ${components} components with ε = ${epsilon}, drawn with the seed ${seed}`,
  ].join('; ');
}
