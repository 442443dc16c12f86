import { kindOf, type DataSet, type Samples } from '../../../data';
import { Check, type Finding } from '../../finding';
import { figure, largestDifference } from '../../numbers';
import type { Examination } from '../examination';
import { inFours } from '../in-fours';
import { isConstant, textbookRows, textbookVectors, type Vectors } from '../textbook';

const training = new Check('standardised-training', 'standardising');
const vectors = new Check('standardising-vectors', 'standardising');
const heldOut = new Check('standardised-validation', 'standardising');

/** Far above rounding in float64, and below the smallest mistake, n − 1 for n. */
const TOLERANCE = 1e-7;

/** Deviations this near to 1 are computed wrongly, rather than missing. */
const NEARLY = 0.05;

/** The number of validation samples to compare. */
const COMPARED = 100;

/** Rows gathered at a time: few enough to stay in the cache until they are summed. */
const ROWS = 12;

/** Checks that the training data that the model sees have mean 0 and standard deviation 1. */
export function standardisedTraining(examination: Examination): Finding {
  const { mean, deviation } = seenMoments(examination.training);
  const varying = examination.vectors.deviation.map((sigma) => (isConstant(sigma) ? 0 : 1));
  const meanError = largestDifference(mean, new Float64Array(mean.length));
  const deviationError = largestDifference(deviation, varying);
  const seen =
    `the training data the model sees have means up to ${figure(meanError)} from 0, ` +
    `deviations up to ${figure(deviationError)} from 1`;
  const found = training.saw(seen, { meanError, deviationError });
  if (meanError <= TOLERANCE && deviationError <= TOLERANCE) {
    return found.passed('they are standardised');
  }
  const meaning = whatIsWrong(meanError, deviationError);
  const advice = 'standardise by (x/255 − μ) / σ of the training set, and use the result';
  return found.failed(meaning, advice);
}

function whatIsWrong(meanError: number, deviationError: number): string {
  if (deviationError <= TOLERANCE) return 'the mean is not subtracted as it should be';
  if (meanError > TOLERANCE) {
    return 'they are not standardised: neither mean nor deviation is right';
  }
  return deviationError < NEARLY
    ? 'they are divided by nearly the population standard deviation: by n − 1 for n, perhaps'
    : 'they are not divided by their standard deviation';
}

/** Checks that the mean and deviation that are saved for other data are the training set's. */
export function standardisingVectors({ job, vectors: expected }: Examination): Finding {
  const { mean, deviation } = job.data.standardiser;
  const meanError = largestDifference(mean, expected.mean);
  const deviationError = largestDifference(deviation, expected.deviation);
  const seen =
    `the vectors kept are up to ${figure(meanError)} (mean) and ${figure(deviationError)} ` +
    '(deviation) from their definition';
  const found = vectors.saw(seen, { meanError, deviationError });
  if (meanError <= TOLERANCE && deviationError <= TOLERANCE) {
    return found.passed('other data can be standardised by them');
  }
  return found.failed(
    'other data, standardised by them, will not be like those that the model has learnt from',
    'take mean and population standard deviation of the training pixels, scaled to [0, 1]',
  );
}

/** Checks that validation data are standardised by the training set's mean and deviation. */
export function standardisedValidation(examination: Examination): Finding {
  const { data } = examination.subject;
  const numbers = examination.first(COMPARED, data.validation);
  const distance = (vectors: Vectors): number => distanceFrom(examination, numbers, vectors);
  const error = distance(examination.vectors);
  const seen = `validation data are up to ${figure(error)} from (x/255 − μ) / σ of the training set`;
  const found = heldOut.saw(seen, { error });
  if (error <= TOLERANCE) return found.passed("the training set's vectors serve them too");
  const meaning = isRaw(gathered(examination.validation, numbers), data.validation)
    ? 'they are not standardised at all: the model sees other numbers than it learnt from'
    : distance(textbookVectors(data.validation)) <= TOLERANCE
      ? 'they are standardised by their own mean and deviation'
      : 'they are standardised by neither the mean and deviation of the training set nor their own';
  const advice = 'apply the two vectors of the training set to all other data';
  return found.failed(meaning, advice);
}

/** Returns the largest distance of the validation samples that the model sees from a standardisation. */
function distanceFrom(
  { subject, validation }: Examination,
  numbers: Uint32Array,
  vectors: Vectors,
): number {
  const seen = new Float64Array(ROWS * validation.features);
  const expected = new Float64Array(seen.length);
  let largest = 0;
  for (let first = 0; first < numbers.length; first += ROWS) {
    const some = numbers.subarray(first, first + ROWS);
    const length = some.length * validation.features;
    const { X } = textbookRows(
      subject.data.validation,
      some,
      vectors,
      expected.subarray(0, length),
    );
    largest = Math.max(
      largest,
      largestDifference(gathered(validation, some, seen.subarray(0, length)), X),
    );
  }
  return largest;
}

/** Returns true if the model sees bytes, or bytes scaled to [0, 1]. */
function isRaw(seen: Float64Array, { X, features: d }: DataSet): boolean {
  const raw = new Float64Array(seen.length);
  for (let i = 0; i * d < raw.length; i++) raw.set(kindOf(X).row(X, d, i), i * d);
  return [1, 255].some((scale) =>
    seen.every((x, at) => Math.abs(x - raw[at] / scale) <= TOLERANCE),
  );
}

/** @param X  n×d, the output */
function gathered(
  samples: Samples,
  numbers: Uint32Array,
  X = new Float64Array(numbers.length * samples.features),
): Float64Array {
  samples.gather(numbers, 0, numbers.length, X, new Uint16Array(numbers.length));
  return X;
}

/** Computes mean and population standard deviation of each gathered feature: d each. */
function seenMoments(samples: Samples) {
  const { features: d, inOrder } = samples;
  const mean = new Float64Array(d);
  const square = new Float64Array(d);
  const X = new Float64Array(ROWS * d);
  const y = new Uint16Array(ROWS);
  const addFour = (i: number): void => {
    for (let j = 0, x = i * d; j < d; j++, x++) {
      const a = X[x];
      const b = X[x + d];
      const c = X[x + 2 * d];
      const e = X[x + 3 * d];
      mean[j] = mean[j] + a + b + c + e;
      square[j] = square[j] + a * a + b * b + c * c + e * e;
    }
  };
  const addOne = (i: number): void => {
    for (let j = 0; j < d; j++) {
      mean[j] += X[i * d + j];
      square[j] += X[i * d + j] ** 2;
    }
  };
  for (let first = 0; first < inOrder.length; first += ROWS) {
    const count = Math.min(ROWS, inOrder.length - first);
    samples.gather(inOrder, first, count, X, y);
    inFours(count, addFour, addOne);
  }
  for (let j = 0; j < d; j++) {
    mean[j] /= inOrder.length;
    square[j] /= inOrder.length;
  }
  // Rounding may leave a constant feature slightly below 0.
  const variance = square.map((value, j) => Math.max(0, value - mean[j] ** 2));
  return { mean, deviation: variance.map(Math.sqrt) };
}
