import type { FloatArray } from '../../backend';

/** Where a row's largest score is; the first of equals. */
export function argmax(S: FloatArray, row: number, K: number): number {
  let best = row;
  for (let at = row + 1; at < row + K; at++) if (S[at] > S[best]) best = at;
  return best;
}
