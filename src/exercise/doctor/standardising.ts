import { Check, figure, type Finding } from '../../checks';
import { Standardiser } from '../../data';
import type { Matrix } from '../matrix';
import { rawRows, type CodeSubject } from './subject';
import type { WholeCheck } from './whole-check';

const standardised = new Check('code-standardised-validation', 'standardising');

const TRAINING = 300;
const VALIDATION = 100;

/** Far above rounding, and below what n − 1 in place of n makes. */
const TOLERANCE = 1e-6;
/** What n − 1 in place of n makes of numbers of some deviations. */
const UNBIASED = 0.05;

/** Checks that real validation samples are standardised by the training samples' mean and deviation. */
export const standardisedValidation: WholeCheck = {
  check: standardised,
  needs: ['standardise'],
  examine,
};

async function examine({ code, data }: CodeSubject): Promise<Finding> {
  const training = rawRows(data.training, TRAINING).X;
  const other = rawRows(data.validation, VALIDATION).X;
  const own = await code.standardise(training, other);
  const error = distance(own, by(training, other));
  const seen = `${other.rows} validation samples are up to ${figure(error)} from (x − μ) / σ of ${training.rows} training samples`;
  const found = standardised.saw(seen, { error });
  if (error <= TOLERANCE)
    return found.passed("the training set's mean and deviation serve them too");
  if (distance(own, by(other, other)) <= UNBIASED) {
    return found.failed(
      'they are standardised by their own mean and deviation',
      'take both of `training`, whatever `other` is',
    );
  }
  if (error <= UNBIASED) return found.passed('they are, with n − 1 for n in the deviation');
  return found.failed(
    'they are not standardised as the training samples are',
    'take mean and deviation of each feature over the rows of `training`',
  );
}

/** Standardises by the definition. */
function by(training: Matrix, other: Matrix): Matrix {
  const { columns: features, rows: samples } = training;
  const labels = new Uint8Array(samples);
  const set = { name: '', classes: [], samples, features, X: training.values, labels };
  const { mean, deviation } = Standardiser.fit(set);
  const values = other.values.map((x, at) => {
    const sigma = deviation[at % features];
    return (x - mean[at % features]) / (sigma < TOLERANCE ? 1 : sigma);
  });
  return { ...other, values };
}

function distance({ values: a }: Matrix, { values: b }: Matrix): number {
  return a.reduce((largest, value, at) => Math.max(largest, Math.abs(value - b[at])), 0);
}
