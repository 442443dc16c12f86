import { norm } from '../numbers';
import type { ParameterGroup } from './checked-cost';

/** Where the relative error's denominator stops to shrink: see `largestRelativeError`. */
export const EPSILON = 1e-6;

/**
 * The two gradients as a whole may differ by this part of their size. It tells a gradient that is
 * all wrong where every derivative is tiny, and any difference below the tolerance.
 */
const LARGEST_RELATIVE_IN_NORM = 1e-4;

/** A group's derivatives, both ways, at the parameters that were checked. */
export interface Derivatives {
  readonly group: ParameterGroup;
  /** Where the parameters are in `group.values`. */
  readonly at: Uint32Array;
  /** gₐ and gₙ at those places. */
  readonly analytic: Float64Array;
  readonly numerical: Float64Array;
  /** gₐ of the whole group. */
  readonly wholeAnalytic: Float64Array;
}

/** How far apart the analytic and the numerical derivatives of a group of parameters are. */
export interface GroupComparison {
  /** The group's name. */
  readonly name: string;
  /** How many parameters were checked. */
  readonly checked: number;
  /** How many parameters the group has. */
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
  /** Whether the group passed. */
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

/** A NaN on either side is an error of ∞, and so never passes. */
function errorOf(analytic: number, numerical: number): number {
  const error = Math.abs(analytic - numerical);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * @param tolerance  an error below this is none
 * @param noise      what rounding and truncation may make of one numerical derivative
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
  const isSameAsAWhole = relativeErrorInNorm <= LARGEST_RELATIVE_IN_NORM;
  // Near an optimum the gradient itself is no larger than this.
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

/** The indices of the element at `at` of a row-major array, as NumPy's `unravel_index`. */
function unravel(at: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = at;
  for (const size of [...shape].reverse()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}
