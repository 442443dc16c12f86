import { Option } from '@commander-js/extra-typings';
import { argumentError } from '../../errors';
import { LOSS_FUNCTIONS, LOSSES } from '../../model';
import { assertRange, type Range } from '../../search';
import { positive, SETTINGS, wholeSettings, type Table } from '../../training';
import { listed } from '../sweep/space-options';

/** The losses that have the certificate: smooth ones. */
const SMOOTH = LOSSES.filter((name) => LOSS_FUNCTIONS[name].addDerivatives !== undefined);

/** The settings of commands that follow a path of λ. */
export const PATH_SETTINGS: Table = {
  tolerance: SETTINGS.tolerance,
  epochs: {
    ...SETTINGS.epochs,
    options: SETTINGS.epochs.options.map((own) => ({
      ...own,
      words: 'iterations of each λ at most',
      default: undefined,
      defaultWords: String(wholeSettings({ solver: 'lbfgs' }).epochs),
    })),
  },
  loss: {
    ...SETTINGS.loss,
    options: SETTINGS.loss.options.map((own) => ({ ...own, choices: SMOOTH })),
  },
  labelSmoothing: SETTINGS.labelSmoothing,
  standardise: SETTINGS.standardise,
  dtype: SETTINGS.dtype,
  seed: {
    ...SETTINGS.seed,
    options: SETTINGS.seed.options.map((own) => ({ ...own, words: 'of the folds' })),
  },
};

const FORMS = 'numbers above 0, e.g. 1,0.1,0.01, or log:FROM:TO:COUNT';

function readLambdas(text: string): readonly number[] | Range {
  try {
    const { values, range } = listed('--lambdas', text, true, positive);
    if (range === null) return values;
    assertRange('--lambdas', range, false);
    return range;
  } catch {
    throw argumentError(RangeError, '--lambdas', FORMS, text);
  }
}

/** Names the values of λ to try. @param others  which it is by default */
export const lambdasOption = (others: string) =>
  new Option(
    '--lambdas <value,…>',
    `λ to try, or log:FROM:TO:COUNT (default: ${others})`,
  ).argParser(readLambdas);

/** Chooses the simplest of the good ones. */
export const oneStandardErrorOption = new Option(
  '--one-standard-error',
  'choose the largest λ within one standard error of the best',
).default(false);
