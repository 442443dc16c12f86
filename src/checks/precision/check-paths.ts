import { availableParallelism } from 'node:os';
import { selectBackend, type Backend } from '../../backend';
import type { Samples } from '../../data';
import { assertInteger, OnelayerError } from '../../errors';
import { LinearModel, Parameters, type Objective } from '../../model';

/** ‖g₃₂ − g₆₄‖ / ‖g₆₄‖ may be this large: some hundred times the rounding of a float32. */
export const TOLERANCE = 1e-5;

/** Relative errors of elements are taken of no less than this part of the largest element. */
const EPSILON = 1e-3;

/** A way in which training computes a gradient. */
export interface GradientPath {
  /** The backend. */
  readonly backend: 'openblas' | 'js';
  /** The number of threads. */
  readonly threads: number;
  /** How many samples pass together. */
  readonly tileRows: number;
  /** How many samples the gradient is the mean of. */
  readonly batchSize: number;
  /** The initial weights, or weights as large as a badly tuned training leaves them. */
  readonly weights: 'initial' | 'large';
}

/** How far the float32 gradient of a path is from the float64 one. */
export interface PathPrecision extends GradientPath {
  /** ‖g₃₂ − g₆₄‖ / ‖g₆₄‖, weights and bias. */
  readonly relativeInNorm: number;
  /** The largest |g₃₂ − g₆₄| / max(ε, |g₃₂| + |g₆₄|) of an element, ε = 10⁻³ max |g₆₄|. */
  readonly largestRelativeError: number;
  /** Whether the path passed. */
  readonly passed: boolean;
}

/** Computes a gradient of the classifier's cost. */
export type GradientOf = (
  classifier: LinearModel,
  samples: Samples,
  batch: Uint32Array,
  lambda: number,
) => Parameters;

/** Options of `checkPaths`. */
export interface PathOptions {
  /** The backend in use: OpenBLAS's threads, which are the whole process's, are set as it has them. */
  readonly inUse: Backend;
  /** As the model sees them. */
  readonly samples: Samples;
  /** In any precision; they are rounded to float32 first, so that both compute at the same point. */
  readonly parameters: Parameters;
  readonly lambda: number;
  /** What is minimised, but for the penalty; by default softmax and cross-entropy. */
  readonly objective?: Objective;
  /** By default 100, and 107, which leaves a short last tile. */
  readonly batchSizes?: readonly number[];
  /** By default the tile that training uses for so many features. */
  readonly tiles?: readonly number[];
  /**
   * Of OpenBLAS; by default 1 and 2. One thread and the number in use are always checked, others only
   * up to the number of cores.
   */
  readonly threads?: readonly number[];
  /** What computes a float32 gradient; by default the classifier's own. */
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

/** A tile of no rows would never end, and an empty list would pass without a check. */
function assertCounts({ samples, batchSizes, tiles, threads }: PathOptions): void {
  assertInteger('samples.inOrder.length', samples.inOrder.length, 1);
  for (const [name, counts] of Object.entries({ batchSizes, tiles, threads })) {
    if (counts === undefined) continue;
    assertInteger(`${name}.length`, counts.length, 1);
    counts.forEach((count, at) => assertInteger(`${name}[${at}]`, count, 1));
  }
}

/** Why OpenBLAS can't be checked; null if it can. Any other failure is not the backend's, and thrown. */
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
  const { samples, parameters, lambda, objective, gradientOf = classifierGradient } = options;
  const { batchSizes = [100, 107], tiles = [backend.planFor(rounded(parameters, 1)).tileRows] } =
    options;
  const found: PathPrecision[] = [];
  for (const weights of ['initial', 'large'] as const) {
    const narrow = rounded(parameters, weights === 'initial' ? 1 : LARGE);
    const wide = inPrecision('float64', narrow, 1);
    for (const wanted of new Set(batchSizes.map((b) => Math.min(b, samples.inOrder.length)))) {
      const batch = samples.inOrder.subarray(0, wanted);
      const wideClassifier = new LinearModel(wide, reference, { objective });
      const expected = classifierGradient(wideClassifier, samples, batch, lambda).values;
      for (const tileRows of tiles) {
        const classifier = new LinearModel(narrow, backend, { tileRows, objective });
        const { values } = gradientOf(classifier, samples, batch, lambda);
        const { name } = backend.report;
        const path = { backend: name, threads, tileRows, batchSize: wanted, weights };
        found.push({ ...path, ...compare(values, expected) });
      }
    }
  }
  return found;
}

/** Initial weights times this have scores of some tens, as after a training that diverged. */
const LARGE = 20;

function rounded(parameters: Parameters, scale: number): Parameters {
  return inPrecision('float32', parameters, scale);
}

function inPrecision(
  precision: 'float32' | 'float64',
  { classes, features, values }: Parameters,
  scale: number,
): Parameters {
  const copy = new Parameters(classes, features, precision);
  values.forEach((value, at) => (copy.values[at] = scale * value));
  return copy;
}

const classifierGradient: GradientOf = (classifier, samples, batch, lambda) => {
  const { classes, features, precision } = classifier.parameters;
  const gradient = new Parameters(classes, features, precision);
  classifier.costGradient(gradient, samples, batch, lambda);
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
  // A gradient of zeros that is met exactly is no 0 / 0.
  const relativeInNorm = errors === 0 ? 0 : finiteOrInfinity(Math.sqrt(errors / sizes));
  return {
    relativeInNorm,
    largestRelativeError: finiteOrInfinity(largestRelativeError),
    passed: relativeInNorm <= TOLERANCE,
  };
}

/** A gradient that is not a number is as far from the right one as can be. */
function finiteOrInfinity(error: number): number {
  return Number.isNaN(error) ? Infinity : error;
}
