import type { FunctionName } from '../functions';

/** What a function takes or returns, for its signature in TypeScript. */
type Kind = 'Matrix' | 'Row' | 'Labels' | 'number' | 'Random';

/** A function to write: what its comment in the file says. */
export interface Task {
  readonly parameters: Readonly<Record<string, Kind>>;
  /** One kind, or the two values that are returned together. */
  readonly returns: Kind | Readonly<Record<string, Kind>>;
  /** The shapes of arguments and result. */
  readonly shapes: readonly string[];
  /** What the function does, with its formula. */
  readonly words: readonly string[];
}

const SAMPLES = 'X: n rows of d numbers, y: n labels from 0 to K-1';
const PARAMETERS = 'W: K rows of d numbers, b: K numbers';

const COST = { X: 'Matrix', y: 'Labels', W: 'Matrix', b: 'Row', lambda: 'number' } as const;

export const TASKS: Readonly<Record<FunctionName, Task>> = {
  standardise: {
    parameters: { training: 'Matrix', other: 'Matrix' },
    returns: 'Matrix',
    shapes: ['training: n rows of d numbers, other: m rows of d numbers', 'returns m rows of d'],
    words: [
      'Standardises the rows of `other` by the statistics of `training`:',
      '',
      '    z_ij = (x_ij - mu_j) / sigma_j',
      '',
      'mu_j is the mean of feature j over the rows of `training`, and sigma_j its standard',
      'deviation. Training, validation and test set all go through the same mu and sigma.',
    ],
  },
  shuffle: {
    parameters: { X: 'Matrix', y: 'Labels', random: 'Random' },
    returns: { X: 'Matrix', y: 'Labels' },
    shapes: [SAMPLES, 'returns the same rows and labels'],
    words: [
      'Puts the samples into a random order, each with its own label. All orders are equally',
      'likely. random() returns a number that is uniform in [0, 1).',
    ],
  },
  scores: {
    parameters: { X: 'Matrix', W: 'Matrix', b: 'Row' },
    returns: 'Matrix',
    shapes: [`X: n rows of d numbers, ${PARAMETERS}`, 'returns S: n rows of K numbers'],
    words: ['The scores of each class, for each sample:', '', '    s_ik = sum_j w_kj x_ij + b_k'],
  },
  softmax: {
    parameters: { S: 'Matrix' },
    returns: 'Matrix',
    shapes: ['S: n rows of K scores', 'returns P: n rows of K probabilities'],
    words: [
      'The probabilities of the classes, for each sample:',
      '',
      '    p_ik = exp(s_ik) / sum_l exp(s_il)',
      '',
      'Scores may be large: the result must be right for scores of 1000, too.',
    ],
  },
  cost: {
    parameters: COST,
    returns: 'number',
    shapes: [SAMPLES, PARAMETERS, 'returns J: a number'],
    words: [
      'The cost: the mean cross-entropy of the samples, and the penalty of the weights:',
      '',
      '    J = 1/n sum_i -log p_i,y_i + lambda sum_kj w_kj^2',
      '',
      'p_i,y_i is the probability that sample i has for its own label. The bias has no penalty.',
    ],
  },
  gradient: {
    parameters: COST,
    returns: { dW: 'Matrix', db: 'Row' },
    shapes: [SAMPLES, PARAMETERS, 'returns dW: K rows of d numbers, db: K numbers'],
    words: [
      'The derivatives of the cost J by each weight and each bias:',
      '',
      '    dw_kj = dJ / dw_kj        db_k = dJ / db_k',
      '',
      'Find the formula yourself: differentiate J, with p the softmax of the scores.',
    ],
  },
  update: {
    parameters: { W: 'Matrix', b: 'Row', dW: 'Matrix', db: 'Row', eta: 'number' },
    returns: { W: 'Matrix', b: 'Row' },
    shapes: [
      `${PARAMETERS}, dW and db like them`,
      'returns W and b, new ones or the same, changed',
    ],
    words: ['A step of gradient descent, with the learning rate eta: the step that lowers J.'],
  },
};
