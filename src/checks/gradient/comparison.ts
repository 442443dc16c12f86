import { norm } from '../numbers';
import type { ParameterGroup } from './checked-cost';

/** The least denominator of a relative error: see `largestRelativeError`. */
export const EPSILON = 1e-6;

/**
 * The tolerance of the relative error in norm. It finds a gradient that is all wrong although its
 * derivatives are so tiny that every difference is below the tolerance.
 */
export const RELATIVE_TOLERANCE = 1e-4;

/** The analytic and numerical derivatives by the checked parameters of a group. */
export interface Derivatives {
  readonly group: ParameterGroup;
  /** The positions of the parameters in `group.values`. */
  readonly at: Uint32Array;
  /** gₐ and gₙ at those positions. */
  readonly analytic: Float64Array;
  readonly numerical: Float64Array;
  /** gₐ of the whole group. */
  readonly wholeAnalytic: Float64Array;
}

/** The comparison of analytic and numerical derivatives by a group of parameters. */
export interface GroupComparison {
  /** The group's name. */
  readonly name: string;
  /** The number of parameters that were checked. */
  readonly checked: number;
  /** The number of parameters in the group. */
  readonly parameters: number;
  /** The fraction of the checked parameters whose error |gₐ − gₙ| is below the tolerance. */
  readonly belowTolerance: number;
  /** The largest |gₐ − gₙ|. */
  readonly largestError: number;
  /** The mean |gₐ − gₙ|. */
  readonly meanError: number;
  /** The largest |gₐ − gₙ| / max(ε, |gₐ| + |gₙ|). */
  readonly largestRelativeError: number;
  /** ‖gₐ − gₙ‖ / max(ε, ‖gₐ‖ + ‖gₙ‖). */
  readonly relativeErrorInNorm: number;
  /** The parameter with the largest error. */
  readonly worst: WorstParameter;
  /** True if the group passed. */
  readonly passed: boolean;
}

/** The parameter of a group with the largest error. */
export interface WorstParameter {
  /** Its position: an index for each dimension of its group. */
  readonly index: readonly number[];
  /** gₐ. */
  readonly analytic: number;
  /** gₙ. */
  readonly numerical: number;
}

/** Returns |gₐ − gₙ|, or ∞ if either is NaN, so that NaN never passes. */
function errorOf(analytic: number, numerical: number): number {
  const error = Math.abs(analytic - numerical);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * @param tolerance  errors below this pass
 * @param noise      a bound on the error of a numerical derivative, by rounding and truncation
 */
export function compare(
  { group, at, analytic, numerical }: Derivatives,
  tolerance: number,
  noise: number,
): GroupComparison {
  const errors = analytic.map((value, i) => errorOf(value, numerical[i]));
  const sizes = analytic.map((value, i) => Math.abs(value) + Math.abs(numerical[i]));
  const relative = errors.map((error, i) => error / Math.max(EPSILON, sizes[i]));
  const worst = indexOfLargest(errors);
  const belowTolerance = errors.filter((error) => error < tolerance).length / errors.length;
  const relativeErrorInNorm = norm(errors) / Math.max(EPSILON, norm(analytic) + norm(numerical));
  const isSameAsAWhole = relativeErrorInNorm <= RELATIVE_TOLERANCE;
  // Near an optimum the gradient itself is this small.
  const isNoise = norm(errors) <= Math.sqrt(errors.length) * noise;
  return {
    name: group.name,
    checked: at.length,
    parameters: group.values.length,
    belowTolerance,
    largestError: errors[worst],
    meanError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    largestRelativeError: relative[indexOfLargest(relative)],
    relativeErrorInNorm,
    worst: {
      index: unravel(at[worst], group.shape),
      analytic: analytic[worst],
      numerical: numerical[worst],
    },
    passed: belowTolerance === 1 && (isSameAsAWhole || isNoise),
  };
}

function indexOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[largest]) largest = i;
  return largest;
}

/** Returns the indices of an element of a row-major array, like NumPy's `unravel_index`. */
function unravel(at: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = at;
  for (const size of [...shape].reverse()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}
