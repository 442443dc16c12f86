import { assertFinite } from '../../errors';
import { defaultRng } from '../../random';
import { Breather } from '../../training';
import type { CheckedCost, ParameterGroup } from './checked-cost';
import { compare, EPSILON, type Derivatives, type GroupComparison } from './comparison';
import { explain } from './explain';
import { numericalDerivative } from './numerical';
import { resolveOptions, type GradientCheckOptions, type Scheme } from './options';

/** What a gradient check found. */
export interface GradientCheck {
  readonly passed: boolean;
  /** The cost at the parameters. */
  readonly cost: number;
  readonly scheme: Scheme;
  /** h. */
  readonly step: number;
  readonly tolerance: number;
  /** ε of the relative errors. */
  readonly epsilon: number;
  /** A group of parameters each. */
  readonly groups: readonly GroupComparison[];
  /** What the groups that failed look like: a known mistake each, where there is one. */
  readonly causes: readonly string[];
  /** Wall-clock time. */
  readonly seconds: number;
}

/**
 * Checks an analytic gradient against numerical derivatives of its cost, which is computed whole
 * for each of them. It passes if every error |gₐ − gₙ| is below the tolerance, and the gradient as a
 * whole agrees to 1e-4 of its size.
 *
 * @throws TypeError, RangeError  naming an option that is no good, or `cost` where it isn't finite
 */
export async function checkGradients(
  cost: CheckedCost,
  options: GradientCheckOptions = {},
): Promise<GradientCheck> {
  const { scheme, step, tolerance, sampled, seed } = resolveOptions(options);
  const start = performance.now();
  const costThere = cost.cost();
  assertFinite('cost', costThere);
  const analytic = cost.gradient().map((values) => values.slice());
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
  const groups = all.map((derivatives) => compare(derivatives, tolerance));
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

/** All places of each group, or `sampled` of them, drawn without replacement, in order. */
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

/** Takes derivatives, while the event loop turns and progress is told. */
function derivativeTaker(
  cost: CheckedCost,
  scheme: Scheme,
  step: number,
  places: readonly Uint32Array[],
  { onProgress, signal }: GradientCheckOptions,
): (group: ParameterGroup, at: Uint32Array) => Promise<Float64Array> {
  const breather = new Breather(signal);
  const total = places.reduce((sum, { length }) => sum + length, 0);
  const evaluate = (): number => cost.cost();
  let done = 0;
  return async ({ values }, at) => {
    const numerical = new Float64Array(at.length);
    for (let i = 0; i < at.length; i++) {
      numerical[i] = numericalDerivative(values, at[i], evaluate, scheme, step);
      onProgress?.(++done, total);
      await breather.breathe();
    }
    return numerical;
  };
}
