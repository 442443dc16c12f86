import type { ImageShape } from '../../data';
import { pictureUrl } from './picture';

/** What a class's weights look like: where they are bright, a bright pixel speaks for the class. */
export interface Templates {
  /** Each stretched from its smallest to its largest weight: K addresses of pictures. */
  readonly own: readonly string[];
  /** All on the scale from −m to m, where m is the largest |W|; a weight of 0 is mid-grey: K. */
  readonly common: readonly string[];
}

/**
 * Pictures of the learnt weights.
 *
 * @param weights  W: K×d
 */
export async function templatePictures(
  weights: ArrayLike<number>,
  classes: number,
  shape: ImageShape,
): Promise<Templates> {
  const rows = Array.from({ length: classes }, (_, k) => rowOf(weights, k, classes));
  const ranges = rows.map(rangeOf);
  const m = Math.max(...ranges.flat().map(Math.abs));
  const draw = (scale: (k: number) => Range) =>
    Promise.all(rows.map((row, k) => pictureUrl(toBytes(row, scale(k)), shape)));
  return { own: await draw((k) => ranges[k]), common: await draw(() => [-m, m]) };
}

function rowOf(weights: ArrayLike<number>, k: number, classes: number): number[] {
  const features = weights.length / classes;
  return Array.from({ length: features }, (_, j) => weights[k * features + j]);
}

type Range = readonly [low: number, high: number];

function rangeOf(values: readonly number[]): Range {
  return values.reduce<Range>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

/** `low` becomes black, `high` white; where both are the same, all is mid-grey. */
function toBytes(values: readonly number[], [low, high]: Range): Uint8Array {
  const range = high - low;
  return Uint8Array.from(values, (value) =>
    range > 0 ? Math.round((255 * (value - low)) / range) : 127,
  );
}
