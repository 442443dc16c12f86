import type { Generator } from '../random';
import type { Pictures } from './pictures';

/** Draws the patch of a random picture at a random place, with pixels from 0 to 1. */
export function drawPatch(
  { X, samples, image }: Pictures,
  side: number,
  generator: Generator,
  patch: Float64Array,
): void {
  const { channels, height, width } = image;
  const picture = generator.integers(0, samples);
  const top = generator.integers(0, height - side + 1);
  const left = generator.integers(0, width - side + 1);
  let j = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = (picture * channels + channel) * height;
    for (let y = top; y < top + side; y++) {
      for (let x = left; x < left + side; x++) patch[j++] = X[(plane + y) * width + x] / 255;
    }
  }
}

/** Mirrors a patch: its columns in the reverse order. */
export function mirrorPatch(patch: Float64Array, side: number, mirrored: Float64Array): void {
  for (let row = 0; row < patch.length; row += side) {
    for (let x = 0; x < side; x++) mirrored[row + x] = patch[row + side - 1 - x];
  }
}

/** The standard deviation of a patch's numbers. */
export function deviationOf(patch: Float64Array): number {
  const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length;
  return Math.sqrt(patch.reduce((sum, value) => sum + (value - mean) ** 2, 0) / patch.length);
}
