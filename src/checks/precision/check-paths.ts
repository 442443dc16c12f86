import { availableParallelism } from 'node:os';
import { selectBackend, type Backend } from '../../backend';
import type { Samples } from '../../data';
import { assertInteger, OnelayerError } from '../../errors';
import { LinearObjective, Parameters, type Objective } from '../../model';

/** The largest ‖g₃₂ − g₆₄‖ / ‖g₆₄‖ that passes: some hundred times the rounding of a float32. */
export const PRECISION_TOLERANCE = 1e-5;

/** The least denominator of an element's relative error, as a fraction of the largest element. */
const EPSILON = 1e-3;

/** A way in which training computes a gradient. */
export interface GradientPath {
  /** The backend. */
  readonly backend: 'openblas' | 'js';
  /** The number of threads. */
  readonly threads: number;
  /** The number of samples that pass together. */
  readonly tileRows: number;
  /** The number of samples over which the gradient is the mean. */
  readonly batchSize: number;
  /** The initial weights, or weights as large as a badly tuned training leaves them. */
  readonly weights: 'initial' | 'large';
}

/** The distance of a path's float32 gradient from the float64 one. */
export interface PathPrecision extends GradientPath {
  /** ‖g₃₂ − g₆₄‖ / ‖g₆₄‖, weights and bias. */
  readonly relativeInNorm: number;
  /** The largest |g₃₂ − g₆₄| / max(ε, |g₃₂| + |g₆₄|) of an element, ε = 10⁻³ max |g₆₄|. */
  readonly largestRelativeError: number;
  /** True if the path passed. */
  readonly passed: boolean;
}

/** Computes the gradient of a cost on a mini-batch. */
export type GradientOf = (
  cost: LinearObjective,
  parameters: Parameters,
  samples: Samples,
  batch: Uint32Array,
) => Parameters;

/** Options of `checkPaths`. */
export interface PathOptions {
  /** The backend in use. Afterwards, OpenBLAS has its number of threads again: it is the process's. */
  readonly inUse: Backend;
  /** Standardised samples. */
  readonly samples: Samples;
  /** Parameters of any dtype; rounded to float32 first, so that both gradients are at the same point. */
  readonly parameters: Parameters;
  readonly lambda: number;
  /** The loss, without the penalty; by default softmax and cross-entropy. */
  readonly objective?: Objective;
  /** By default 100, and 107, which leaves a short last tile. */
  readonly batchSizes?: readonly number[];
  /** By default the tile that training uses for so many features. */
  readonly tiles?: readonly number[];
  /**
   * OpenBLAS's numbers of threads; by default 1 and 2. One thread and the number in use are always
   * checked, others only up to the number of cores.
   */
  readonly threads?: readonly number[];
  /** Computes a float32 gradient; by default the classifier's own. */
  readonly gradientOf?: GradientOf;
}

/**
 * Result of `checkPrecision`.
 *
 * @category Checks
 */
export interface PrecisionCheck {
  /** λ. */
  readonly lambda: number;
  /** The paths that were checked. */
  readonly paths: readonly PathPrecision[];
  /** Why OpenBLAS was not checked; null if it was. */
  readonly withoutOpenBlas: string | null;
}

/**
 * Checks the float32 gradients of each backend, for each number of threads, tile and batch size that
 * training uses, against the float64 gradient of plain JavaScript.
 */
export function checkPaths(options: PathOptions): PrecisionCheck {
  assertCounts(options);
  const { lambda } = options;
  const js = selectBackend({ backend: 'js' });
  const threadsInUse = options.inUse.report.threads;
  const paths = checkBackend(js, 1, js, options);
  const withoutOpenBlas = whyNoOpenBlas(threadsInUse);
  if (withoutOpenBlas !== null) return { lambda, paths, withoutOpenBlas };
  const wanted = (options.threads ?? [1, 2]).filter((count) => count <= availableParallelism());
  try {
    for (const threads of new Set([1, ...wanted, threadsInUse])) {
      const backend = selectBackend({ backend: 'openblas', threads });
      paths.push(...checkBackend(backend, threads, js, options));
    }
  } finally {
    selectBackend({ backend: 'openblas', threads: threadsInUse });
  }
  return { lambda, paths, withoutOpenBlas: null };
}

/** Throws for tiles of no rows, which would never end, and for empty lists, which would check nothing. */
function assertCounts({ samples, batchSizes, tiles, threads }: PathOptions): void {
  assertInteger('samples.inOrder.length', samples.inOrder.length, 1);
  for (const [name, counts] of Object.entries({ batchSizes, tiles, threads })) {
    if (counts === undefined) continue;
    assertInteger(`${name}.length`, counts.length, 1);
    counts.forEach((count, at) => assertInteger(`${name}[${at}]`, count, 1));
  }
}

/** Why OpenBLAS can't be checked; null if it can. Throws errors that are not the backend's. */
function whyNoOpenBlas(threads: number): string | null {
  try {
    selectBackend({ backend: 'openblas', threads });
    return null;
  } catch (error) {
    if (error instanceof OnelayerError && error.code === 'BACKEND_UNAVAILABLE') {
      return error.message;
    }
    throw error;
  }
}

function checkBackend(
  backend: Backend,
  threads: number,
  reference: Backend,
  options: PathOptions,
): PathPrecision[] {
  const { samples, parameters, lambda, objective, gradientOf = ownGradient } = options;
  const { batchSizes = [100, 107], tiles = [backend.planFor(rounded(parameters, 1)).tileRows] } =
    options;
  const found: PathPrecision[] = [];
  for (const weights of ['initial', 'large'] as const) {
    const narrow = rounded(parameters, weights === 'initial' ? 1 : LARGE);
    const wide = inDtype('float64', narrow, 1);
    for (const wanted of new Set(batchSizes.map((b) => Math.min(b, samples.inOrder.length)))) {
      const batch = samples.inOrder.subarray(0, wanted);
      const wideCost = new LinearObjective(reference, wide, { objective, lambdas: [lambda] });
      const expected = ownGradient(wideCost, wide, samples, batch).values;
      for (const tileRows of tiles) {
        const plan = { ...backend.planFor(narrow), tileRows, reason: 'asked for' };
        const cost = new LinearObjective(backend, narrow, { objective, lambdas: [lambda], plan });
        const { values } = gradientOf(cost, narrow, samples, batch);
        const { name } = backend.report;
        const path = { backend: name, threads, tileRows, batchSize: wanted, weights };
        found.push({ ...path, ...compare(values, expected) });
      }
    }
  }
  return found;
}

/** The factor of large weights: it makes scores of some tens, as after a training that diverged. */
const LARGE = 20;

function rounded(parameters: Parameters, scale: number): Parameters {
  return inDtype('float32', parameters, scale);
}

function inDtype(
  dtype: 'float32' | 'float64',
  { classes, features, values }: Parameters,
  scale: number,
): Parameters {
  const copy = new Parameters(classes, features, dtype);
  values.forEach((value, at) => (copy.values[at] = scale * value));
  return copy;
}

const ownGradient: GradientOf = (cost, parameters, samples, batch) => {
  const { classes, features, dtype } = parameters;
  const gradient = new Parameters(classes, features, dtype);
  cost.gradient(gradient, parameters, samples, batch);
  return gradient;
};

function compare(narrow: ArrayLike<number>, wide: ArrayLike<number>) {
  let largest = 0;
  for (let i = 0; i < wide.length; i++) largest = Math.max(largest, Math.abs(wide[i]));
  let errors = 0;
  let sizes = 0;
  let largestRelativeError = 0;
  for (let i = 0; i < wide.length; i++) {
    const error = Math.abs(narrow[i] - wide[i]);
    errors += error ** 2;
    sizes += wide[i] ** 2;
    const size = Math.max(EPSILON * largest, Math.abs(narrow[i]) + Math.abs(wide[i]));
    if (error !== 0) largestRelativeError = Math.max(largestRelativeError, error / size);
  }
  // No 0 / 0 for a gradient of zeros that is exactly right.
  const relativeInNorm = errors === 0 ? 0 : finiteOrInfinity(Math.sqrt(errors / sizes));
  return {
    relativeInNorm,
    largestRelativeError: finiteOrInfinity(largestRelativeError),
    passed: relativeInNorm <= PRECISION_TOLERANCE,
  };
}

/** The error, or ∞ for NaN. */
function finiteOrInfinity(error: number): number {
  return Number.isNaN(error) ? Infinity : error;
}
