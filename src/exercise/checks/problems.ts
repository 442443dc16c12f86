import { drawCheckedParameters } from '../../checks';
import { StandardisedSet, Standardiser, type DataSet } from '../../data';
import { defaultRng } from '../../random';
import { matrix, type Matrix } from '../matrix';
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

/** Which real problems to make. */
export interface RealProblems {
  /** The number of samples, from the first one on. */
  readonly samples: number;
  /** Of the generator that draws the parameters. */
  readonly seed: number;
  readonly lambdas: readonly number[];
}

/** Makes the cost's arguments of the first samples, standardised by all, for each λ. */
export function realProblems(set: DataSet, { samples: n, seed, lambdas }: RealProblems): Problem[] {
  const samples = new StandardisedSet(set, Standardiser.fit(set));
  const X = new Float64Array(n * set.features);
  const y = new Uint16Array(n);
  samples.gather(samples.inOrder, 0, n, X, y);
  const { weights, bias } = drawCheckedParameters(set.classes.length, set.features, seed);
  const W = matrix(Float64Array.from(weights), set.features);
  const parameters = { W, b: Float64Array.from(bias) };
  return lambdas.map((lambda) => ({
    rows: { X: matrix(X, set.features), y },
    parameters,
    lambda,
  }));
}
