import type { ImageShape } from '../../data';
import { toBytes } from '../../display';
import { norm, type Range } from '../../model';
import type { WeightSnapshot } from '../storage/weight-snapshots';
import type { PictureUrls } from './picture';
import { classRows } from './templates';

/** Each class's weights after an epoch as pictures. */
export interface EpochPictures {
  readonly epoch: number;
  /** K URLs of pictures, each stretched from its smallest to its largest weight. */
  readonly urls: readonly string[];
  /** K: the smallest and the largest weight. */
  readonly ranges: readonly Range[];
  /** ‖W‖. */
  readonly norm: number;
}

/**
 * Levels of grey of a picture that is not the last: it takes 3/5 of the bytes, and in what is mostly
 * noise, nobody can tell it from one of 256.
 */
const LEVELS = 32;

/** Pictures of the weights over the epochs; the last ones are in full. */
export function epochPictures(
  snapshots: readonly WeightSnapshot[],
  classes: number,
  shape: ImageShape,
  urls: PictureUrls,
): EpochPictures[] {
  return snapshots.map(({ epoch, weights }, i) => {
    const { rows, ranges } = classRows(weights, classes);
    const isLast = i === snapshots.length - 1;
    const draw = (row: Float64Array, range: Range): string =>
      isLast
        ? urls.of(toBytes(row, range), shape)
        : urls.of(toBytes(row, range, LEVELS), shape, 'few shades');
    const drawn = rows.map((row, k) => draw(row, ranges[k]));
    return { epoch, urls: drawn, ranges, norm: norm(weights) };
  });
}
