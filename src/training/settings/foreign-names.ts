import { plainName, type ForeignNames } from '../../errors';

/** What to use here, with settings as `@name`, and the names that it has in other libraries. */
const NAMES: readonly (readonly [string, readonly string[]])[] = [
  ['the learning rate is @eta', ['learningRate', 'lr', 'eta0', 'learningRateInit', 'stepSize']],
  ['@lambda is 1 / (2 n C), with n training samples', ['C']],
  ['@lambda is alpha / 2', ['alpha']],
  ['@lambda is half of it, since it multiplies Σ W²', ['weightDecay', 'wd']],
  [
    'the weight decay is @lambda, which multiplies Σ W²',
    ['l2', 'l2Penalty', 'l2Regularization', 'regularization', 'reg', 'penalty'],
  ],
  ['there is no such penalty, only @lambda, which multiplies Σ W²', ['l1', 'l1Ratio']],
  [
    'the number of samples in a mini-batch is @batchSize',
    ['batch', 'miniBatch', 'miniBatchSize', 'bs'],
  ],
  [
    'the number of passes over the data is @epochs',
    ['maxIter', 'nEpochs', 'numEpochs', 'maxEpochs', 'iterations', 'maxIterations', 'nIter'],
  ],
  ['the seed of all that is random is @seed', ['randomState', 'randomSeed', 'manualSeed']],
  ['the type of the numbers is @dtype', ['precision']],
  ['the loss to minimise is @loss', ['criterion', 'lossFunction', 'lossFn', 'objective']],
  [
    'how the learning rate changes is @schedule, e.g. cosine or step:10:0.5',
    ['scheduler', 'lrScheduler', 'lrSchedule', 'learningRateSchedule', 'decay', 'lrDecay'],
  ],
  [
    'the number of epochs without a better metric to stop after is @earlyStopping',
    ['patience', 'nIterNoChange', 'stopEarly'],
  ],
  ['metric and minimumDelta are given in @earlyStopping', ['metric', 'minimumDelta']],
  ['the weights of the classes are @classWeights', ['classWeight']],
  [
    'whether features are standardised is @standardise',
    ['standardize', 'normalize', 'normalise', 'scale'],
  ],
  ['mirroring images is @horizontalFlips', ['flips', 'flip', 'randomHorizontalFlip']],
  ['the number of threads is @threads', ['nJobs', 'numThreads', 'nThreads', 'workers']],
  ['what computes is @backend', ['device']],
  ["the checkpoint's file to go on from is @resume", ['warmStart', 'resumeFrom']],
  ['the bias is always fitted', ['fitIntercept', 'useBias', 'bias']],
  ['to follow the epochs, iterate over train(…), or give fit onEpoch', ['verbose', 'callbacks']],
  [
    'a validation set stands beside the training set: train({ training, validation })',
    ['validation', 'validationData', 'validationSplit', 'validationFraction'],
  ],
];

/**
 * Hints for users who know PyTorch, Keras or scikit-learn, by the names' plain form.
 *
 * @param written  writes a name of the library, e.g. as a flag; undefined if it can't be given; of
 *   a hint that names none, gets ''
 */
export function foreignNames(written: (name: string) => string | undefined): ForeignNames {
  const hints = NAMES.flatMap(([hint, names]) => {
    const [marked, name] = /@(\w+)/.exec(hint) ?? ['', ''];
    const here = written(name);
    if (here === undefined) return [];
    return names.map((own) => [plainName(own), hint.replace(marked, here)] as const);
  });
  return new Map(hints);
}

/** The hints for options of the library. */
export const FOREIGN_NAMES = foreignNames((name) => name);
