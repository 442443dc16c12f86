import { assertFinite, assertInteger } from '../../errors';
import { defaultRng } from '../../random';
import { TaskRunner } from '../../tasks';
import type { CheckedCost, ParameterGroup } from './checked-cost';
import { compare, EPSILON, type Derivatives, type GroupComparison } from './comparison';
import { explain } from './explain';
import { numericalDerivative } from './numerical';
import { resolveOptions, type GradientCheckOptions, type Scheme } from './options';

/**
 * Result of `checkGradients`.
 *
 * @category Checks
 */
export interface GradientCheck {
  /** True if the gradient is right. */
  readonly passed: boolean;
  /** The cost at the parameters. */
  readonly cost: number;
  /** The finite differences that were used. */
  readonly scheme: Scheme;
  /** h. */
  readonly step: number;
  /** The largest error |gₐ − gₙ| that passes. */
  readonly tolerance: number;
  /** ε, the least denominator of the relative errors. */
  readonly epsilon: number;
  /** The comparison of each group of parameters. */
  readonly groups: readonly GroupComparison[];
  /** The mistakes, in words, where a failed group looks like a known one. */
  readonly causes: readonly string[];
  /** Wall-clock time, in seconds. */
  readonly seconds: number;
}

/**
 * Checks an analytic gradient gₐ against numerical derivatives gₙ of its cost, for any model, in
 * float64. The whole cost is computed twice for each derivative.
 *
 * The check passes if every error |gₐ − gₙ| is below the tolerance, and the whole gradient agrees
 * to 1e-4 of its norm, or as well as rounding allows near an optimum. {@link CheckedCost} has an
 * example of a model of your own; {@link trainingCost} returns the cost of onelayer's.
 *
 * @param cost     the cost and its gradient
 * @param options  the finite differences, and the parameters to check
 * @throws TypeError or RangeError naming the invalid option, or `cost` if it isn't finite; the
 *         signal's reason
 * @category Checks
 * @example
 * const check = await checkGradients(trainingCost(training, { lambda: 0.1 }));
 * for (const { name, largestError } of check.groups) console.log(name, largestError);
 * console.log(check.passed ? 'right' : check.causes);
 */
export async function checkGradients(
  cost: CheckedCost,
  options: GradientCheckOptions = {},
): Promise<GradientCheck> {
  const { scheme, step, tolerance, sampled, seed } = resolveOptions(options);
  const start = performance.now();
  options.signal?.throwIfAborted();
  const costThere = cost.cost();
  assertFinite('cost', costThere);
  const analytic = analyticGradient(cost);
  const places = choosePlaces(cost.groups, sampled, seed);
  const take = derivativeTaker(cost, scheme, step, places, options);

  const all: Derivatives[] = [];
  for (const [g, group] of cost.groups.entries()) {
    const at = places[g];
    const wholeAnalytic = analytic[g];
    all.push({
      group,
      at,
      analytic: Float64Array.from(at, (place) => wholeAnalytic[place]),
      numerical: await take(group, at),
      wholeAnalytic,
    });
  }
  const noise = noiseOf(scheme, step, costThere);
  const groups = all.map((derivatives) => compare(derivatives, tolerance, noise));
  const causes = all.flatMap((derivatives, g) =>
    groups[g].passed ? [] : (explain(derivatives, cost) ?? []),
  );
  return {
    passed: groups.every(({ passed }) => passed),
    cost: costThere,
    scheme,
    step,
    tolerance,
    epsilon: EPSILON,
    groups,
    causes: [...new Set(causes)],
    seconds: (performance.now() - start) / 1000,
  };
}

/** Copies each group's gradient. Throws unless it has the group's length. */
function analyticGradient(cost: CheckedCost): Float64Array[] {
  const { groups } = cost;
  assertInteger('groups.length', groups.length, 1);
  const analytic = cost.gradient();
  assertInteger('gradient().length', analytic.length, groups.length, groups.length);
  return groups.map(({ name, values: { length } }, g) => {
    assertInteger(`${name}.length`, length, 1);
    assertInteger(`gradient()[${g}].length`, analytic[g].length, length, length);
    return analytic[g].slice();
  });
}

/**
 * Bounds the error of a numerical derivative: a few roundings of J, divided by h, and for forward
 * differences h·J″/2, with a J″ of up to 2.
 */
function noiseOf(scheme: Scheme, step: number, cost: number): number {
  const rounding = (4 * 2 ** -53 * Math.abs(cost)) / step;
  return scheme === 'central' ? rounding : rounding + step;
}

/** Returns all positions in each group, or `sampled` of them, drawn without replacement, in order. */
function choosePlaces(
  groups: readonly ParameterGroup[],
  sampled: number | undefined,
  seed: number,
): Uint32Array[] {
  const generator = defaultRng(seed);
  return groups.map(({ values: { length } }) => {
    if (sampled === undefined || sampled >= length) {
      return Uint32Array.from({ length }, (_, i) => i);
    }
    return Uint32Array.from(generator.permutation(length).subarray(0, sampled)).sort();
  });
}

/** Returns a function that computes derivatives without blocking the event loop, reporting progress. */
function derivativeTaker(
  cost: CheckedCost,
  scheme: Scheme,
  step: number,
  places: readonly Uint32Array[],
  { onProgress, signal }: GradientCheckOptions,
): (group: ParameterGroup, at: Uint32Array) => Promise<Float64Array> {
  const runner = new TaskRunner(signal);
  const total = places.reduce((sum, { length }) => sum + length, 0);
  const evaluate = (): number => cost.cost();
  let done = 0;
  return async ({ values }, at) => {
    const numerical = new Float64Array(at.length);
    for (let i = 0; i < at.length; i++) {
      numerical[i] = numericalDerivative(values, at[i], evaluate, scheme, step);
      onProgress?.(++done, total);
      await runner.pauseIfDue();
    }
    return numerical;
  };
}
