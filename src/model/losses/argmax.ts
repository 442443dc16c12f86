import type { FloatArray } from '../../backend';

/** Returns the position in S of a row's largest score; of equals, the first. */
export function argmax(S: FloatArray, row: number, K: number): number {
  let best = row;
  for (let at = row + 1; at < row + K; at++) if (S[at] > S[best]) best = at;
  return best;
}
