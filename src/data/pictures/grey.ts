import type { Task } from '../../tasks';

/** Numbers copied between two yields: a millisecond or so. */
const STEP_NUMBERS = 2 ** 20;

/** Says whether the red, the green and the blue plane of a picture are equal. */
export function areGrey(planes: Uint8Array): boolean {
  const area = planes.length / 3;
  for (let at = 0; at < area; at++) {
    if (planes[at] !== planes[at + area] || planes[at] !== planes[at + 2 * area]) return false;
  }
  return true;
}

/** Keeps the first plane of three of each picture. @param features  d, in three planes */
export function* withoutColour(X: Uint8Array, features: number): Task<Uint8Array> {
  const area = features / 3;
  const grey = new Uint8Array(X.length / 3);
  for (let from = 0, to = 0, copied = 0; from < X.length; from += features, to += area) {
    grey.set(X.subarray(from, from + area), to);
    if ((copied += area) < STEP_NUMBERS) continue;
    copied = 0;
    yield;
  }
  return grey;
}
