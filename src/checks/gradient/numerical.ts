import { assertPositive } from '../../errors';
import type { Scheme } from './options';

/**
 * Computes the numerical derivative of a cost by a parameter θ, and restores θ.
 *
 * Central: (J(θ+h) − J(θ−h)) / 2h. Forward: (J(θ+h) − J(θ)) / h. Since θ + h is rounded, it divides
 * by the distance between the two values that θ really took.
 *
 * @param values  the parameters; θ is `values[at]`
 * @param cost    J at their current values
 * @param step    h
 * @throws RangeError if h is too small to change θ
 */
export function numericalDerivative(
  values: Float64Array,
  at: number,
  cost: () => number,
  scheme: Scheme,
  step: number,
): number {
  const theta = values[at];
  const above = theta + step;
  const below = scheme === 'central' ? theta - step : theta;
  assertPositive('step, once it is added to a parameter', above - below);
  try {
    values[at] = above;
    const costAbove = cost();
    values[at] = below;
    return (costAbove - cost()) / (above - below);
  } finally {
    values[at] = theta;
  }
}
