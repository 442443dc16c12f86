import { norm } from '../numbers';
import type { Rows } from './textbook';

/** Enough for two digits: the first direction of images stands out by far. */
const ITERATIONS = 20;

/**
 * λ_max of [X 1]ᵀ [X 1] / n, the second moments of the features and of the bias's constant 1: by the
 * power method, from a start in which every feature has a part.
 */
export function largestSecondMoment({ X, y }: Rows): number {
  const n = y.length;
  const d = X.length / n;
  let v = Float64Array.from({ length: d + 1 }, (_, j) => 1 + ((j * 7) % 11) / 11);
  let eigenvalue = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const length = norm(v);
    const next = new Float64Array(d + 1);
    for (let row = 0; row < n * d; row += d) {
      let projection = v[d];
      for (let j = 0; j < d; j++) projection += X[row + j] * v[j];
      const part = projection / length / n;
      for (let j = 0; j < d; j++) next[j] += part * X[row + j];
      next[d] += part;
    }
    eigenvalue = norm(next);
    v = next;
  }
  return eigenvalue;
}
