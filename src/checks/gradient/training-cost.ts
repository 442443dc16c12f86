import { selectBackend } from '../../backend';
import type { DataSet } from '../../data';
import { assertInteger, assertKnownKeys } from '../../errors';
import { LinearObjective } from '../../model';
import { checkedModel, MODEL_OPTIONS, type CheckedModelOptions } from '../checked-model';
import type { CheckedCost } from './checked-cost';
import { classifierCost } from './classifier-cost';

/**
 * Options of `trainingCost`.
 *
 * @category Checks
 */
export interface TrainingCostOptions extends CheckedModelOptions {
  /**
   * The number of samples, from the first on, over which the cost is a mean: from 1 to n. By default
   * 20, or n if n < 20.
   */
  readonly samples?: number;
}

/**
 * Returns the cost that training minimises, J = loss + λ Σ W², with its gradient, for
 * `checkGradients`: in float64, on the first samples of a data set, standardised by the whole set,
 * at initial weights and a small random bias.
 *
 * @param data  at least as many samples as the option `samples`
 * @throws TypeError or RangeError naming the invalid option or field of the data
 * @category Checks
 * @example
 * const cost = trainingCost(training, { lambda: 0.1, loss: 'hinge' });
 * const { passed, causes } = await checkGradients(cost, { sampled: 100 });
 * console.log(passed ? 'the gradient is right' : causes);
 */
export function trainingCost(data: DataSet, options: TrainingCostOptions = {}): CheckedCost {
  assertKnownKeys('options', options, [...MODEL_OPTIONS, 'samples']);
  const { samples: wanted = Math.min(20, data.samples), backend = selectBackend() } = options;
  const { samples, parameters, objective, lambda } = checkedModel(data, options);
  assertInteger('samples', wanted, 1, data.samples);
  const cost = new LinearObjective(backend, parameters, { objective, lambdas: [lambda] });
  return classifierCost(cost, parameters, samples, samples.inOrder.subarray(0, wanted));
}
