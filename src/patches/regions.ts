import type { ImageShape } from '../data';
import type { PatchSettings } from './settings';

/** Cells on an axis: enough to tell regions apart, and each a few positions wide. */
const MOST_CELLS = 9;

/** How an axis of a picture is parted: see `PatchEncoding` in `binding.d.ts`. */
export interface Axis {
  /** Where cells begin, and the number of positions. */
  readonly cells: Uint32Array;
  /** Pairs of a region's first cell and the first after it. */
  readonly regions: Uint32Array;
}

/**
 * Parts an axis into at most nine cells, and those into regions, each of which covers two of
 * `regions` + 1 even parts, so that neighbours overlap by half. Both are symmetric: the mirror of a
 * cell is a cell, and that of a region a region.
 *
 * @param positions  of patches on the axis
 * @param regions    wanted; there are no more than cells
 */
export function partAxis(positions: number, regions: number): Axis {
  const count = Math.min(MOST_CELLS, positions);
  const cells = Uint32Array.from({ length: count + 1 }, (_, i) => boundOf(i, count, positions));
  const found = Math.min(regions, count);
  const begin = (i: number): number => Math.floor((i * count) / (found + 1));
  const pairs = Array.from({ length: found }, (_, i) => [begin(i), count - begin(found - 1 - i)]);
  return { cells, regions: Uint32Array.from(pairs.flat()) };
}

/** How the positions of patches in a picture are parted. */
export interface Grid {
  readonly rows: Axis;
  readonly columns: Axis;
  /** The features of a patch: with its negative, in each region. */
  readonly features: number;
}

/** Parts the positions of patches in pictures. */
export function gridOf(
  { width, height }: ImageShape,
  { regions, side, stride }: Pick<Required<PatchSettings>, 'regions' | 'side' | 'stride'>,
): Grid {
  const axis = (length: number): Axis =>
    partAxis(Math.floor((length - side) / stride) + 1, regions);
  const [rows, columns] = [axis(height), axis(width)];
  const features = 2 * (rows.regions.length / 2) * (columns.regions.length / 2);
  return { rows, columns, features };
}

/** Rounds down in the first half, and up in the second, which mirrors it. */
function boundOf(i: number, count: number, positions: number): number {
  if (2 * i <= count) return Math.floor((i * positions) / count);
  return positions - Math.floor(((count - i) * positions) / count);
}
