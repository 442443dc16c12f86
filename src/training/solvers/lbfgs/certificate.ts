import type { Dtype } from '../../../backend';

/**
 * A bound on how far a model is from the optimum of its cost J = loss + λ Σ W².
 *
 * With b minimised exactly, J is 2λ-strongly convex in W. So, with the gradient ∂J/∂W there,
 * J − J* ≤ ‖∂J/∂W‖² / 4λ and ‖W − W*‖ ≤ ‖∂J/∂W‖ / 2λ, whatever the data are (Boyd and Vandenberghe,
 * "Convex optimization", 2004, section 9.1.2). All of it is computed in float64, of the parameters
 * as the classifier has them.
 *
 * @category Training
 */
export interface Certificate {
  /** J. */
  readonly cost: number;
  /** ‖∂J/∂W‖, with b minimised exactly. */
  readonly gradientNorm: number;
  /** J − J* is at most this; null at λ = 0, where nothing bounds it. */
  readonly gap: number | null;
  /** The gap as a fraction of J; null at λ = 0. */
  readonly relativeGap: number | null;
  /** ‖W − W*‖, the Frobenius norm, is at most this; null at λ = 0. */
  readonly distance: number | null;
  /**
   * The accuracy on the training set at the optimum is at least and at most this: samples whose
   * margin the bound doesn't reach keep their prediction. Null at λ = 0.
   */
  readonly accuracy: { readonly least: number; readonly most: number } | null;
  /** True if the gap is within the tolerance; at λ = 0, if the norm of the gradient is. */
  readonly isReached: boolean;
  /** Why there is no bound, or why it isn't within the tolerance; null if there is nothing to say. */
  readonly reason: string | null;
}

/** The settings that a certificate depends on. */
export interface CertificateOptions {
  readonly lambda: number;
  readonly tolerance: number;
  readonly dtype: Dtype;
}

/** What the solver found at the end, in float64. */
export interface Found {
  readonly cost: number;
  readonly gradientNorm: number;
  /** ‖∂J/∂W‖ at the start. */
  readonly firstNorm: number;
  /** What rounding b to the model's dtype may have added to the cost. */
  readonly rounding: number;
  /** Whether there were no more iterations to make. */
  readonly isCut: boolean;
  /** Bounds on the accuracy. */
  readonly least: number;
  readonly most: number;
}

type Gradient = Pick<Found, 'cost' | 'gradientNorm' | 'firstNorm' | 'rounding'>;

export function certificateOf(found: Found, options: CertificateOptions): Certificate {
  const { cost, gradientNorm, least, most } = found;
  const isReached = isWithin(found, options);
  const common = { cost, gradientNorm, isReached, reason: reasonOf(isReached, found, options) };
  if (options.lambda === 0) {
    return { ...common, gap: null, relativeGap: null, distance: null, accuracy: null };
  }
  const gap = gapOf(found, options.lambda);
  const distance = gradientNorm / (2 * options.lambda);
  return { ...common, gap, relativeGap: gap / cost, distance, accuracy: { least, most } };
}

/** Returns the bound on J − J*; Infinity at λ = 0. */
export function gapOf(
  { gradientNorm, rounding }: Pick<Found, 'gradientNorm' | 'rounding'>,
  lambda: number,
): number {
  return lambda === 0 ? Infinity : gradientNorm ** 2 / (4 * lambda) + rounding;
}

/**
 * Returns true if the gap is at most the tolerance times J. At λ = 0, the norm of the gradient must
 * be at most √tolerance of what it was at the start: the gap goes by its square.
 */
export function isWithin(
  found: Gradient,
  { lambda, tolerance }: Pick<CertificateOptions, 'lambda' | 'tolerance'>,
): boolean {
  if (lambda === 0) return found.gradientNorm <= Math.sqrt(tolerance) * found.firstNorm;
  return gapOf(found, lambda) <= tolerance * Math.abs(found.cost);
}

function reasonOf(
  isReached: boolean,
  { isCut }: Found,
  { lambda, dtype }: CertificateOptions,
): string | null {
  const digits =
    dtype === 'float64' ? 'a larger tolerance' : "dtype 'float64' or a larger tolerance";
  const stuck = isCut
    ? 'the tolerance was not reached in so many iterations: take more epochs, or a larger tolerance'
    : `rounding errors hide any further decrease: take ${digits}`;
  if (lambda > 0) return isReached ? null : stuck;
  const none =
    'λ is 0, where nothing bounds the gap: if the classes can be separated, there is no minimum';
  return isReached ? none : `${none}; and ${stuck}`;
}
