import { patchWords } from '../../patches';
import type { PatchesUsed } from '../results/patches-used';

/** Says how features were made by patches, with all settings, so that anyone can make them again. */
export function patchesWords(used: PatchesUsed): string {
  const {
    components,
    encoding,
    epsilon,
    features,
    groups,
    regions,
    seed,
    shift,
    stride,
    threshold,
  } = used;
  const places = stride === 1 ? 'at every pixel' : `${stride} pixels apart`;
  const counting =
    encoding === 'hard'
      ? `counted where a similarity is above ${threshold}`
      : `whose similarities above ${threshold} are added up`;
  return [
    `${patchWords(used, undefined)}, ${counting}, ${places}, in ${regions} × ${regions} regions: ` +
      `${features.toLocaleString('en')} features of a picture`,
    `whitened to ${components} components with ε = ${epsilon}, drawn with the seed ${seed}`,
    ...(groups === 1 ? [] : [`trained in ${groups} groups, whose scores are averaged`]),
    ...(shift === 0
      ? []
      : [
          `means over a picture and its copies shifted by ${shift} pixels to the corners to predict`,
        ]),
  ].join('; ');
}
