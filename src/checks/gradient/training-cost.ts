import { selectBackend } from '../../backend';
import type { DataSet } from '../../data';
import { assertInteger, assertKnownKeys } from '../../errors';
import { LinearObjective } from '../../model';
import { checkedModel, type CheckedModelOptions } from '../checked-model';
import type { CheckedCost } from './checked-cost';
import { classifierCost } from './classifier-cost';

/**
 * Options of `trainingCost`.
 *
 * @category Checks
 */
export interface TrainingCostOptions extends CheckedModelOptions {
  /** How many samples the cost is the mean of: the first ones of the set. By default 20. */
  readonly samples?: number;
}

const KEYS = ['lambda', 'loss', 'labelSmoothing', 'seed', 'backend', 'samples'];

/**
 * Makes the cost that training minimises, J = loss + λ Σ W², and the gradient that training
 * descends, ready for `checkGradients`: in float64, on the first samples of a data set, standardised
 * by the whole set, at initial weights and a small random bias.
 *
 * @param data     at least as many samples as are asked for
 * @throws TypeError or RangeError naming the option, or the field of the data, that is invalid
 * @category Checks
 * @example
 * const cost = trainingCost(training, { lambda: 0.1, loss: 'hinge' });
 * const { passed, causes } = await checkGradients(cost, { sampled: 100 });
 * console.log(passed ? 'the gradient is right' : causes);
 */
export function trainingCost(data: DataSet, options: TrainingCostOptions = {}): CheckedCost {
  assertKnownKeys('options', options, KEYS);
  const { samples: wanted = Math.min(20, data.samples), backend = selectBackend() } = options;
  const { samples, parameters, objective, lambda } = checkedModel(data, options);
  assertInteger('samples', wanted, 1, data.samples);
  const cost = new LinearObjective(backend, parameters, { objective, lambdas: [lambda] });
  return classifierCost(cost, parameters, samples, samples.inOrder.subarray(0, wanted));
}
