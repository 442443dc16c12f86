import { compare, type GroupComparison } from '../../checks';
import { defaultRng } from '../../random';
import type { OwnParameters } from '../matrix';
import type { OwnCode } from '../own-code';
import type { Problem } from './definitions';

const STEP = 1e-5;
const TOLERANCE = 1e-6;

/** The user's gradient against numerical derivatives of the user's own cost. */
export interface OwnNumericalCheck {
  readonly lambda: number;
  readonly samples: number;
  /** The largest error |gₐ − gₙ| that passes. */
  readonly tolerance: number;
  readonly groups: readonly GroupComparison[];
  readonly passed: boolean;
}

/**
 * Compares the gradient with central differences of the user's own cost, at `sampled` parameters of
 * each kind, drawn at random.
 */
export async function checkNumerically(
  code: OwnCode,
  { rows, parameters, lambda }: Problem,
  sampled: number,
  onDerivative: () => void,
): Promise<OwnNumericalCheck> {
  const { dW, db } = await code.gradient(rows, parameters, lambda);
  const cost = await code.cost(rows, parameters, lambda);
  const noise = (4 * 2 ** -53 * Math.abs(cost)) / STEP;
  const { W, b } = parameters;
  const generator = defaultRng(42);
  const groups: GroupComparison[] = [];
  for (const [name, values, gradient, shape] of [
    ['weights', W.values, dW.values, [W.rows, W.columns]],
    ['bias', b, db, [b.length]],
  ] as const) {
    const count = Math.min(sampled, values.length);
    const at = Uint32Array.from(generator.permutation(values.length).subarray(0, count)).sort();
    const numerical = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const costAt = (value: number): Promise<number> => {
        const moved = withValue(parameters, name, at[i], value);
        return code.cost(rows, moved, lambda);
      };
      const [above, below] = [values[at[i]] + STEP, values[at[i]] - STEP];
      numerical[i] = ((await costAt(above)) - (await costAt(below))) / (above - below);
      onDerivative();
    }
    const analytic = Float64Array.from(at, (place) => gradient[place]);
    const group = { name, values, shape };
    groups.push(
      compare({ group, at, analytic, numerical, wholeAnalytic: gradient }, TOLERANCE, noise),
    );
  }
  const passed = groups.every((group) => group.passed);
  return { lambda, samples: rows.X.rows, tolerance: TOLERANCE, groups, passed };
}

/** Returns how many derivatives `checkNumerically` computes. */
export function derivativesOf({ parameters: { W, b } }: Problem, sampled: number): number {
  return Math.min(sampled, W.values.length) + Math.min(sampled, b.length);
}

function withValue(
  { W, b }: OwnParameters,
  name: 'weights' | 'bias',
  at: number,
  value: number,
): OwnParameters {
  const changed = (name === 'weights' ? W.values : b).slice();
  changed[at] = value;
  return name === 'weights' ? { W: { ...W, values: changed }, b } : { W, b: changed };
}
