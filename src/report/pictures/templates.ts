import type { ImageShape } from '../../data';
import { toBytes } from '../../display';
import { rangeOf, type Range } from '../../model';
import type { PictureUrls } from './picture';

/** Each class's weights as pictures: where they are bright, a bright pixel speaks for the class. */
export interface Templates {
  /** K URLs of pictures, each stretched from its smallest to its largest weight. */
  readonly own: readonly string[];
  /** K URLs of pictures on the scale from −m to m, where m is the largest |W|; 0 is mid-grey. */
  readonly common: readonly string[];
}

/**
 * Pictures of the learnt weights.
 *
 * @param weights  W: K×d
 */
export function templatePictures(
  weights: ArrayLike<number>,
  classes: number,
  shape: ImageShape,
  urls: PictureUrls,
): Templates {
  const { rows, ranges } = classRows(weights, classes);
  const m = Math.max(...ranges.flat().map(Math.abs));
  const draw = (scale: (k: number) => Range) =>
    rows.map((row, k) => urls.of(toBytes(row, scale(k)), shape));
  return { own: draw((k) => ranges[k]), common: draw(() => [-m, m]) };
}

/** The weights of each class, with the smallest and the largest of them. */
export function classRows(weights: ArrayLike<number>, classes: number) {
  const all = Float64Array.from(weights);
  const features = all.length / classes;
  const rows = Array.from({ length: classes }, (_, k) =>
    all.subarray(k * features, (k + 1) * features),
  );
  return { rows, ranges: rows.map(rangeOf) };
}
