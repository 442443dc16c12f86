import {
  argumentError,
  assertBoolean,
  assertInRange,
  assertInteger,
  assertKnownKeys,
  assertNonNegative,
  assertOneOf,
} from '../errors';
import type { ImageShape } from '../data';

/** What a patch adds to the sums of the atoms that it is like. */
export const ENCODINGS = ['hard', 'rectified'] as const;

/**
 * How features are made of pictures by their patches: see `patchFeatures`.
 *
 * @category Features
 */
export interface PatchSettings {
  /** D, the number of patches in the dictionary, their mirrors not counted: from 1. By default 1,024. */
  readonly patches?: number;
  /** The side of a patch, in pixels: at most the pictures' height and width. By default 6. */
  readonly side?: number;
  /** The pixels from one patch to the next: from 1. By default 1. */
  readonly stride?: number;
  /** m, the principal components that whitened patches keep: from 1. By default 64, or all if there are fewer. */
  readonly components?: number;
  /** ε: a component of variance λ, of pixels from 0 to 1, is divided by √(λ + ε). Above 0. By default 0.001. */
  readonly epsilon?: number;
  /** What a similarity S above the threshold counts: 1 (`hard`), or S − threshold (`rectified`). By default `hard`. */
  readonly encoding?: (typeof ENCODINGS)[number];
  /** The similarity from which on a patch counts, where their deviation is about 1. At least 0. By default 0.9. */
  readonly threshold?: number;
  /** The regions of a picture along each side, which overlap by half: 1 to 8. By default 5. */
  readonly regions?: number;
  /**
   * True to take mirrored patches too, so that a picture and its mirror have the same features. By default
   * true for pictures in colour, false for grey ones, which are often of letters and digits.
   */
  readonly mirrored?: boolean;
  /**
   * s, in pixels: features are the rounded means over a picture and its copies that are shifted by s to the
   * four corners, which takes five times as long. To train on pictures as they are does as well; the
   * commands do. Below the pictures' height and width. By default 0, which takes pictures as they are.
   */
  readonly shift?: number;
  /** The seed of the generator that draws patches: an integer from 0. By default 42. */
  readonly seed?: number;
}

export const PATCH_DEFAULTS = {
  patches: 1024,
  side: 6,
  stride: 1,
  components: 64,
  epsilon: 1e-3,
  encoding: 'hard',
  threshold: 0.9,
  regions: 5,
  shift: 0,
  seed: 42,
} as const satisfies PatchSettings;

/** The names of the settings. */
export const PATCH_SETTINGS = [
  ...Object.keys(PATCH_DEFAULTS),
  'mirrored',
] as (keyof PatchSettings)[];

/**
 * Completes settings, and asserts them for pictures of a shape.
 *
 * @throws TypeError or RangeError naming the setting
 */
export function patchSettingsFor(given: PatchSettings, image: ImageShape): Required<PatchSettings> {
  assertKnownKeys('patches', given, PATCH_SETTINGS);
  const settings = withPatchDefaults(given, image);
  const { height, width, channels } = image;
  assertInteger('patches', settings.patches, 1, 2 ** 20);
  if (Number.isInteger(settings.side) && settings.side > Math.min(height, width)) {
    const expected = `at most the pictures' ${height}×${width} pixels`;
    throw argumentError(RangeError, 'side', expected, settings.side);
  }
  assertInteger('side', settings.side, 1, 256);
  assertInteger('stride', settings.stride, 1, 65_536);
  const numbers = channels * settings.side ** 2;
  assertInteger('components', settings.components, 1, 4096);
  const components = Math.min(settings.components, numbers);
  assertInRange('epsilon', settings.epsilon, Number.MIN_VALUE, 1e6);
  assertOneOf('encoding', settings.encoding, ENCODINGS);
  assertNonNegative('threshold', settings.threshold);
  assertInteger('regions', settings.regions, 1, 8);
  assertInteger('shift', settings.shift, 0, Math.min(height, width) - 1);
  assertBoolean('mirrored', settings.mirrored);
  assertInteger('seed', settings.seed, 0);
  return { ...settings, components };
}

/** Completes settings for pictures of a shape, if they have one. */
export function withPatchDefaults(
  given: PatchSettings,
  image: ImageShape | undefined,
): Required<PatchSettings> {
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  const isInColour = image !== undefined && image.channels > 1;
  return { ...PATCH_DEFAULTS, mirrored: isInColour, ...Object.fromEntries(defined) };
}

/** Says which patches are taken, e.g. `512 patches of 6×6 pixels and their mirrors`. */
export function patchWords(given: PatchSettings, image: ImageShape | undefined): string {
  const { patches, side, mirrored } = withPatchDefaults(given, image);
  const mirrors = mirrored ? ' and their mirrors' : '';
  return `${patches.toLocaleString('en')} patches of ${side}×${side} pixels${mirrors}`;
}
