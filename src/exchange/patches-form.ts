import type { z as Zod } from 'zod';
import type { ImageShape } from '../data';
import { PATCH_ENCODINGS, PatchFeatures, patchSettingsFor, type PatchTensors } from '../patches';
import { show } from '../errors';

/** The most pixels of a side that the encoder takes. */
const MOST_PIXELS = 65_536;

/** The form of patches in files, without their arrays. @param z  zod, loaded when needed */
export function patchesForm(z: typeof Zod) {
  const count = z.int().min(1);
  const pixels = count.max(MOST_PIXELS);
  const channels = z.union([z.literal(1), z.literal(3)]);
  return z.strictObject({
    image: z.strictObject({ width: pixels, height: pixels, channels }),
    settings: z.strictObject({
      ...{ patches: count, side: count, stride: count, components: count, regions: count },
      ...{ epsilon: z.number(), threshold: z.number(), mirrored: z.boolean() },
      ...{ encoding: z.enum(PATCH_ENCODINGS), seed: z.int().min(0), shift: z.int().min(0) },
    }),
    scale: z.number(),
  });
}

/** What files say of patches beside their arrays. */
type PatchesDescription = Zod.infer<ReturnType<typeof patchesForm>>;

export function describePatches({ image, settings, scale }: PatchFeatures): PatchesDescription {
  return { image, settings, scale };
}

/** The arrays of patches, by the names that they have in files. */
export const PATCH_ARRAYS = ['whitening', 'offset', 'dictionary', 'patches'] as const;

type Shapes = Readonly<Record<(typeof PATCH_ARRAYS)[number], readonly number[]>>;

/** The numbers of the arrays, row-major. */
export type PatchArrays = Readonly<Record<keyof Shapes, ArrayLike<number>>>;

/** The shapes of the arrays. */
export function patchShapes({
  image: { channels },
  settings: { components: m, mirrored, patches, side },
}: {
  readonly image: ImageShape;
  readonly settings: PatchesDescription['settings'];
}): Shapes {
  const numbers = channels * side * side;
  return {
    whitening: [m, numbers],
    offset: [m],
    dictionary: [(mirrored ? 2 : 1) * patches, m],
    patches: [patches, numbers],
  };
}

/**
 * Makes patches of what a file has of them.
 *
 * @param arrays  of the right lengths: see `patchShapes`
 * @param fail    throws; called with the fault
 */
export function readPatches(
  { image, settings, scale }: PatchesDescription,
  arrays: PatchArrays,
  fail: (fault: string) => never,
): PatchFeatures {
  checkPatchSettings({ image, settings }, fail);
  const floats = (name: keyof Shapes) => {
    return exactly(`patches.${name}`, arrays[name], Float32Array.from(arrays[name]), fail);
  };
  const bytes = Uint8Array.from(arrays.patches);
  const tensors: PatchTensors = {
    whitening: floats('whitening'),
    offset: floats('offset'),
    dictionary: floats('dictionary'),
    patches: exactly('patches.patches', arrays.patches, bytes, fail),
  };
  return new PatchFeatures(image, settings, tensors, scale);
}

/** Fails for settings that `patchFeatures` wouldn't take, or not as they are. */
export function checkPatchSettings(
  { image, settings }: Pick<PatchesDescription, 'image' | 'settings'>,
  fail: (fault: string) => never,
): void {
  let components = 0;
  try {
    ({ components } = patchSettingsFor(settings, image));
  } catch (error) {
    fail(`patches.settings.${(error as Error).message}`);
  }
  if (components === settings.components) return;
  fail(`patches.settings.components: expected at most ${components}, got ${settings.components}`);
}

/** Returns the numbers in another type, which must hold them as they are. */
function exactly<Numbers extends Float32Array | Uint8Array>(
  name: string,
  given: ArrayLike<number>,
  numbers: Numbers,
  fail: (fault: string) => never,
): Numbers {
  const at = numbers.findIndex((value, i) => value !== given[i]);
  const type = numbers instanceof Uint8Array ? 'a byte' : 'a float32 number';
  if (at >= 0) fail(`${name}[${at}]: expected ${type}, got ${show(given[at])}`);
  return numbers;
}
