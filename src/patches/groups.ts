import type { PatchFeatures } from './patch-features';

/** Some of the patches of a dictionary: their features as they are made alone. */
export interface PatchGroup {
  readonly patches: PatchFeatures;
  /** The number of its first patch in the dictionary, from 0. */
  readonly first: number;
}

/** Parts a dictionary into as few groups of at most `most` patches as there can be, of nearly equal size. */
export function groupsOf(whole: PatchFeatures, most: number): PatchGroup[] {
  const { patches } = whole.settings;
  const count = Math.ceil(patches / most);
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
