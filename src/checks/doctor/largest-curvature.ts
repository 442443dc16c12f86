import { norm } from '../numbers';
import { addFourRows, fourProducts } from './in-fours';
import type { Rows } from './textbook';

/** Two digits are enough: it ends when an iteration changes no more, and images take five. */
const MOST_ITERATIONS = 20;
const TOLERANCE = 1e-4;

/**
 * Returns λ_max of [X 1]ᵀ [X 1] / n, the second moments of the features and the bias's constant 1,
 * by the power method from a start with a part of every feature.
 */
export function largestSecondMoment({ X, y }: Rows): number {
  const n = y.length;
  const d = X.length / n;
  const parts = new Float64Array(4);
  let v = Float64Array.from({ length: d + 1 }, (_, j) => 1 + ((j * 7) % 11) / 11);
  let eigenvalue = 0;
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const length = norm(v);
    const next = new Float64Array(d + 1);
    for (let i = 0; i < n; i += 4) {
      fourProducts(parts, v, 0, v[d], X, i, d);
      for (let r = 0; r < 4; r++) {
        parts[r] = i + r < n ? parts[r] / length / n : 0;
        next[d] += parts[r];
      }
      addFourRows(next, parts, X, i, d);
    }
    const last = eigenvalue;
    eigenvalue = norm(next);
    if (Math.abs(eigenvalue - last) <= TOLERANCE * eigenvalue) break;
    v = next;
  }
  return eigenvalue;
}
