import type { PatchesUsed } from '../results/patches-used';
import type { SavedPatches } from '../storage/saved-patches';
import type { PictureUrls } from './picture';

/** Patches that speak for a class, and as many against it. */
const SPEAKING = 8;

/** Patches of a montage: more are too small to see. */
const MOST = 1024;

/** Pixels between the patches of a montage. */
const GAP = 1;
const GREY = 128;

/** A patch, or its negative, and how much it speaks for a class. */
export interface SpeakingPatch {
  readonly url: string;
  /** True for places that are like the patch's negative. */
  readonly isNegative: boolean;
  /** Its weights, added up over the regions. */
  readonly weight: number;
}

/** A dictionary of patches as pictures, and what each class makes of it. */
export interface PatchPictures {
  /** Of the dictionary, or of its first patches. */
  readonly dictionary: {
    readonly url: string;
    readonly shown: number;
    readonly width: number;
    readonly height: number;
  };
  /** K: the patches that speak most for each class, and most against it. */
  readonly classes: readonly {
    readonly for: readonly SpeakingPatch[];
    readonly against: readonly SpeakingPatch[];
  }[];
}

/** Draws a dictionary, and the patches that speak most for and against each class. */
export function patchPictures(
  { patches, weights }: SavedPatches,
  { patches: count, side, channels, features }: PatchesUsed,
  urls: PictureUrls,
): PatchPictures {
  const size = channels * side * side;
  const shape = { width: side, height: side, channels };
  const draw = ({ at, weight }: Summed): SpeakingPatch => {
    const isNegative = at >= count;
    const bytes = patches.subarray((at % count) * size, ((at % count) + 1) * size);
    const url = urls.of(isNegative ? bytes.map((value) => 255 - value) : bytes, shape);
    return { url, isNegative, weight };
  };
  const classes = Array.from({ length: weights.length / features }, (_, k) => {
    const sums = sumOverRegions(weights.subarray(k * features, (k + 1) * features), 2 * count);
    return {
      for: sums.slice(0, SPEAKING).map(draw),
      against: sums.slice(-SPEAKING).reverse().map(draw),
    };
  });
  return { dictionary: montage(patches, count, side, channels, urls), classes };
}

interface Summed {
  /** The atom; from D on, its negative. */
  readonly at: number;
  readonly weight: number;
}

/** The weights of each atom and each negative, summed over regions: the largest first. */
function sumOverRegions(row: Float32Array | Float64Array, atoms: number): Summed[] {
  const sums = new Float64Array(atoms);
  row.forEach((weight, j) => (sums[j % atoms] += weight));
  return Array.from(sums, (weight, at) => ({ at, weight })).sort((a, b) => b.weight - a.weight);
}

function montage(
  patches: Uint8Array,
  count: number,
  side: number,
  channels: 1 | 3,
  urls: PictureUrls,
): PatchPictures['dictionary'] {
  const shown = Math.min(count, MOST);
  const columns = Math.ceil(Math.sqrt(2 * shown));
  const rows = Math.ceil(shown / columns);
  const [width, height] = [columns, rows].map((own) => own * (side + GAP) + GAP);
  const planes = new Uint8Array(channels * width * height).fill(GREY);
  for (let i = 0; i < shown; i++) {
    const top = Math.floor(i / columns) * (side + GAP) + GAP;
    const left = (i % columns) * (side + GAP) + GAP;
    for (let row = 0; row < channels * side; row++) {
      const [channel, y] = [Math.floor(row / side), row % side];
      const from = (i * channels * side + row) * side;
      const to = (channel * height + top + y) * width + left;
      planes.set(patches.subarray(from, from + side), to);
    }
  }
  return { url: urls.of(planes, { width, height, channels }), shown, width, height };
}
