import { defaultRng } from '../../random';
import type { Matrix } from '../matrix';
import { build, type Problem } from './definitions';

/** A matrix of normal random numbers, of which each row is shifted so that none is like another. */
export function drawMatrix(rows: number, columns: number, seed: number): Matrix {
  const generator = defaultRng(seed);
  return build(rows, columns, () => generator.standardNormal());
}

/**
 * Makes a problem in which n, d and K all differ, no number is 0, and labels are unequally frequent, so
 * that no mistake looks like another one.
 */
export function smallProblem(seed: number, n = 7): Problem {
  const [d, K] = [5, 4];
  return {
    rows: { X: drawMatrix(n, d, seed), y: Array.from({ length: n }, (_, i) => (i * i + 1) % K) },
    parameters: {
      W: drawMatrix(K, d, seed + 1),
      b: drawMatrix(1, K, seed + 2).values,
    },
    lambda: 0.3,
  };
}
