import { assertPositive } from '../../errors';
import type { Scheme } from './options';

/**
 * The numerical derivative of a cost by one of its parameters θ; θ is put back.
 *
 * Central: (J(θ+h) − J(θ−h)) / 2h. Forward: (J(θ+h) − J(θ)) / h. What is divided by is the distance
 * between the two numbers that θ really took, since θ + h is rounded.
 *
 * @param values  the parameters, of which θ is `values[at]`
 * @param cost    J at their present values
 * @param step    h
 * @throws RangeError  where h is so small that it doesn't change θ
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
