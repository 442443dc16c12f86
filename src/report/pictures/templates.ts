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
  const m = rows.reduce((largest, row) => Math.max(largest, ...row.map(Math.abs)), 0);
  const draw = (scale: (row: readonly number[]) => readonly [number, number]) =>
    Promise.all(rows.map((row) => pictureUrl(toBytes(row, ...scale(row)), shape)));
  return {
    own: await draw((row) => [Math.min(...row), Math.max(...row)]),
    common: await draw(() => [-m, m]),
  };
}

function rowOf(weights: ArrayLike<number>, k: number, classes: number): number[] {
  const features = weights.length / classes;
  return Array.from({ length: features }, (_, j) => weights[k * features + j]);
}

/** `low` becomes black, `high` white; where both are the same, all is mid-grey. */
function toBytes(values: readonly number[], low: number, high: number): Uint8Array {
  const range = high - low;
  return Uint8Array.from(values, (value) =>
    range > 0 ? Math.round((255 * (value - low)) / range) : 127,
  );
}
