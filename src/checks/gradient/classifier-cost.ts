import { assertInteger, assertNonNegative, assertOneOf } from '../../errors';
import { DenseSamples, type Samples } from '../../data';
import { Parameters, type LinearObjective } from '../../model';
import type { CheckedCost } from './checked-cost';

/**
 * Returns the cost of a linear objective on samples, by the code of the learning curves, and the
 * gradient of training. The samples are gathered only once, as they don't depend on the parameters.
 *
 * @param objective   of one model
 * @param parameters  in float64; checks change and restore them
 * @param numbers     the indices of the samples
 */
export function classifierCost(
  objective: LinearObjective,
  parameters: Parameters,
  samples: Samples,
  numbers: Uint32Array,
): CheckedCost {
  const { classes, features, dtype, weights, bias } = parameters;
  assertOneOf('dtype', dtype, ['float64']);
  assertInteger('numbers.length', numbers.length, 1, samples.inOrder.length);
  const [lambda] = objective.lambdas;
  assertNonNegative('lambda', lambda);
  const dense = DenseSamples.of(samples, numbers);
  const gradient = new Parameters(classes, features, 'float64');
  return {
    groups: [
      { name: 'weights', shape: [classes, features], values: weights as Float64Array },
      { name: 'bias', shape: [classes], values: bias as Float64Array },
    ],
    samples: numbers.length,
    lambda,
    cost: () => objective.cost(parameters, dense, dense.inOrder).cost,
    gradient: () => {
      objective.gradient(gradient, parameters, dense, dense.inOrder);
      return [gradient.weights as Float64Array, gradient.bias as Float64Array];
    },
  };
}
