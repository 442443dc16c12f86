import { assertInteger, assertKnownKeys, assertOneOf, assertPositive } from '../../errors';

/** The names of the finite differences. */
export const SCHEMES = ['central', 'forward'] as const;

/** The finite differences: central (J(θ+h) − J(θ−h)) / 2h, or forward (J(θ+h) − J(θ)) / h. */
export type Scheme = (typeof SCHEMES)[number];

/**
 * The default steps h, at which truncation (h²·J‴/6 and h·J″/2) and rounding (about 2⁻⁵³·J/h) are
 * about equal for a cost of some nats. On 20 images of CIFAR-10, central steps of 3e-6, 1e-5 and
 * 3e-5 had largest errors of 3e-10, 1e-10 and 4e-11.
 */
export const DEFAULT_STEP: Readonly<Record<Scheme, number>> = { central: 1e-5, forward: 1e-7 };

/**
 * Options of `checkGradients`.
 *
 * @category Checks
 */
export interface GradientCheckOptions {
  /** The finite differences to use. By default `central`. */
  readonly scheme?: Scheme;
  /** h, the step of a difference: above 0. By default 1e-5 for central, 1e-7 for forward differences. */
  readonly step?: number;
  /** Errors |gₐ − gₙ| below this pass: above 0. By default 1e-6. */
  readonly tolerance?: number;
  /** The number of parameters of each group to check, drawn at random: at least 1. By default all. */
  readonly sampled?: number;
  /** The seed of the generator that draws them: an integer from 0. By default 42. */
  readonly seed?: number;
  /** Called with the number of computed derivatives, and of all. By default none. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Stops the check; its reason is thrown. By default none. */
  readonly signal?: AbortSignal;
}

/** Fills in the defaults. Throws a TypeError or RangeError naming the invalid option. */
export function resolveOptions(options: GradientCheckOptions) {
  const keys = ['scheme', 'step', 'tolerance', 'sampled', 'seed', 'onProgress', 'signal'];
  assertKnownKeys('options', options, keys);
  const { scheme = 'central', tolerance = 1e-6, sampled, seed = 42 } = options;
  assertOneOf('scheme', scheme, SCHEMES);
  const { step = DEFAULT_STEP[scheme] } = options;
  assertPositive('step', step);
  assertPositive('tolerance', tolerance);
  if (sampled !== undefined) assertInteger('sampled', sampled, 1);
  assertInteger('seed', seed, 0);
  return { scheme, step, tolerance, sampled, seed };
}
