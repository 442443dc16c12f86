import type { ImageShape } from '../data';

/** By how many pixels a picture is moved, down and to the right. */
export type Shift = readonly [down: number, right: number];

/** A picture as it is. */
const UNMOVED: Shift = [0, 0];

/** The shifts that a picture's features are the means over: none, and by s pixels to the four corners. */
export function meanShifts(s: number): readonly Shift[] {
  const corners = [-s, s].flatMap((down) => [-s, s].map((right): Shift => [down, right]));
  return s === 0 ? [UNMOVED] : [UNMOVED, ...corners];
}

/**
 * Copies a picture, shifted: what comes in at a border is what the border mirrors, without its own pixels.
 *
 * @param from  the planes of a picture
 * @param to    the same of the copy; the output
 */
export function shiftPicture(
  { channels, height, width }: ImageShape,
  [down, right]: Shift,
  from: Uint8Array,
  to: Uint8Array,
): void {
  const columns = Array.from({ length: width }, (_, x) => mirroredAt(x - right, width));
  for (let plane = 0; plane < channels * height * width; plane += height * width) {
    for (let y = 0; y < height; y++) {
      const row = plane + mirroredAt(y - down, height) * width;
      const at = plane + y * width;
      for (let x = 0; x < width; x++) to[at + x] = from[row + columns[x]];
    }
  }
}

/** The place of −1 is 1, and that of n is n − 2. */
function mirroredAt(i: number, n: number): number {
  const distance = Math.abs(i);
  return distance < n ? distance : 2 * (n - 1) - distance;
}
