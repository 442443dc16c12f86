import { assertInteger, assertNonNegative, assertOneOf } from '../../errors';
import { DenseSamples, type Samples } from '../../data';
import { Parameters, type LinearModel } from '../../model';
import type { CheckedCost } from './checked-cost';

/**
 * A classifier's cost J = loss + λ Σ W² on samples, by the function that the learning curves are
 * made of, and the gradient that training descends. The samples are gathered once, since they
 * don't depend on the parameters; all else is computed anew each time.
 *
 * @param classifier  in float64
 * @param numbers     the samples' numbers
 * @param lambda      λ, the weight decay
 */
export function classifierCost(
  classifier: LinearModel,
  samples: Samples,
  numbers: Uint32Array,
  lambda: number,
): CheckedCost {
  const { classes, features, precision, weights, bias } = classifier.parameters;
  assertOneOf('precision', precision, ['float64']);
  assertInteger('numbers.length', numbers.length, 1, samples.inOrder.length);
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
    cost: () => classifier.evaluate(dense, dense.inOrder, lambda).cost,
    gradient: () => {
      classifier.costGradient(gradient, dense, dense.inOrder, lambda);
      return [gradient.weights as Float64Array, gradient.bias as Float64Array];
    },
  };
}
