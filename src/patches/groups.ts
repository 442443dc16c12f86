import type { ImageShape } from '../data';
import { argumentFault } from '../errors';
import { featureRoom } from './feature-room';
import type { PatchFeatures } from './patch-features';
import { gridOf } from './regions';
import { patchSettingsFor, type PatchSettings } from './settings';

/** Some of the patches of a dictionary: their features as they are made alone. */
export interface PatchGroup {
  readonly patches: PatchFeatures;
  /** The number of its first patch in the dictionary, from 0. */
  readonly first: number;
}

/** The patches that are trained together by default: their features of 60,000 pictures take 3 GB. */
export const DEFAULT_GROUP = 1024;

/**
 * Refuses groups whose features there would be no room for.
 *
 * @param most      patches of a group
 * @param pictures  the pictures that are trained and validated on
 * @param memory    the bytes that features may take; by default seven tenths of the free memory
 * @throws RangeError naming `patchGroup`, or a setting that doesn't suit the pictures
 */
export function assertGroupsFit(
  image: ImageShape,
  given: PatchSettings,
  most: number,
  pictures: number,
  memory?: number,
): void {
  const settings = patchSettingsFor(given, image);
  const largest = Math.ceil(settings.patches / groupCount(settings.patches, most));
  const { features } = gridOf(image, settings);
  const room = featureRoom(features * largest, [pictures], memory);
  if (room.fits) return;
  throw argumentFault(
    RangeError,
    `patchGroup: expected groups whose features fit into memory (${room.most}), got ${room.needed}: ` +
      'take smaller groups, or fewer regions',
  );
}

/** The number of groups of at most `most` patches. */
export function groupCount(patches: number, most: number): number {
  return Math.ceil(patches / most);
}

/** Parts a dictionary into as few groups of at most `most` patches as there can be, of nearly equal size. */
export function groupsOf(whole: PatchFeatures, most: number): PatchGroup[] {
  const { patches } = whole.settings;
  const count = groupCount(patches, most);
  const begin = (g: number): number => Math.floor((g * patches) / count);
  return Array.from({ length: count }, (_, g) => ({
    patches: whole.part(begin(g), begin(g + 1) - begin(g)),
    first: begin(g),
  }));
}

/**
 * Copies numbers, one for each feature of a group, to the places of these features among all.
 *
 * @param from  as the group's features are ordered: by region, then patches and their negatives
 * @param to    as those of the whole dictionary are
 */
export function placeGroup(
  { patches: { settings }, first }: PatchGroup,
  whole: PatchFeatures,
  from: Float32Array | Float64Array,
  to: Float32Array | Float64Array,
): void {
  const [own, all] = [settings.patches, whole.settings.patches];
  // Patches of a region, then their negatives of the same.
  const rows = from.length / own;
  for (let row = 0; row < rows; row++) {
    to.set(from.subarray(row * own, (row + 1) * own), row * all + first);
  }
}
