import {
  assertBoolean,
  assertInteger,
  assertNonNegative,
  assertOneOf,
  assertPositive,
} from '../../errors';
import type { Dtype } from '../../model';
import { integerFrom, nonNegative, positive } from './parse';
import { option, setting } from './setting';

const DTYPES: readonly Dtype[] = ['float32', 'float64'];

const ETA = 0.001;

/** The default number of iterations of L-BFGS at most: it ends at its tolerance. */
const MOST_ITERATIONS = 1000;

/** The solvers that draw mini-batches. */
export const MINI_BATCH: readonly string[] = ['mini-batch'];

/** The settings of the assignment's method, mini-batch gradient descent. */
export const ASSIGNMENT = {
  /**
   * λ, the weight decay: the cost is J = loss + λ Σ W². At least 0. By default 0.
   * PyTorch's `weight_decay` is 2λ, and scikit-learn's C is 1 / (2nλ).
   */
  lambda: setting<number>({
    default: 0,
    scope: 'run',
    check: assertNonNegative,
    form: (z) => z.number().min(0).describe('Weight decay'),
    options: [
      option(
        '--lambda <number>',
        `weight decay λ; makes this one setting (η: ${ETA} unless given)`,
        { parse: nonNegative, default: undefined },
      ),
    ],
  }),

  /** η, the learning rate: above 0. By default 0.001. The solver `lbfgs` has none. */
  eta: setting<number>({
    default: ETA,
    solvers: MINI_BATCH,
    scope: 'run',
    check: assertPositive,
    form: (z) => z.number().positive().describe('Learning rate'),
    options: [
      option('--eta <number>', 'learning rate η; makes this one setting (λ: 0 unless given)', {
        parse: positive,
        default: undefined,
      }),
    ],
  }),

  /**
   * The number of passes through all training samples: at least 1; of the solver `lbfgs` at most so
   * many iterations. By default 40, and 1,000 for `lbfgs`, which ends at its tolerance.
   */
  epochs: setting<number>({
    default: 40,
    adapt: (value, { solver }) => (solver === 'lbfgs' ? MOST_ITERATIONS : value),
    scope: 'shared',
    check: (name, value) => assertInteger(name, value, 1),
    form: (z) => z.int().min(1).describe('As asked for; an interrupted run has a shorter history'),
    options: [
      option(
        '--epochs <count>',
        `passes over the training data; of --solver lbfgs, iterations at most (${MOST_ITERATIONS} unless given)`,
        { parse: integerFrom(1) },
      ),
    ],
  }),

  /** n_b, the number of samples in a mini-batch: from 1 to n. By default 100, or n if n < 100. */
  batchSize: setting<number>({
    default: 100,
    solvers: MINI_BATCH,
    adapt: (value, _, training) => Math.min(value, training?.samples ?? value),
    scope: 'shared',
    check: (name, value, _, { samples }) => assertInteger(name, value, 1, samples),
    form: (z) => z.int().min(1),
    options: [option('--batch-size <count>', 'samples in a mini-batch', { parse: integerFrom(1) })],
  }),

  /**
   * The seed of the generator of initial weights and of each epoch's order and flips: an integer from
   * 0. By default 42.
   */
  seed: setting<number>({
    default: 42,
    scope: 'shared',
    check: (name, value) => assertInteger(name, value, 0),
    form: (z) => z.int().min(0),
    options: [option('--seed <integer>', 'of the random generator', { parse: integerFrom(0) })],
  }),

  /** True for a new random order of the samples in each epoch. By default true. */
  shuffle: setting<boolean>({
    default: true,
    solvers: MINI_BATCH,
    scope: 'shared',
    check: assertBoolean,
    form: (z) => z.boolean(),
    options: [option('--no-shuffle', 'take the samples in their own order in each epoch')],
  }),

  /** The dtype of features, parameters and gradients: `float32` or `float64`. By default `float32`. */
  dtype: setting<Dtype>({
    default: 'float32',
    formerly: 'precision',
    scope: 'shared',
    check: (name, value) => assertOneOf(name, value, DTYPES),
    form: (z) => z.enum(DTYPES),
    options: [option('--dtype <type>', 'type of the numbers to compute with', { choices: DTYPES })],
  }),
};
