import type { DataSet } from '../../../data';
import { Check, type Finding } from '../../finding';
import type { Examination } from '../examination';
import { textbookRows, type Rows } from '../textbook';

const signal = new Check('label-signal', 'labels');

/** The largest number of samples to look at, of each kind. */
const SAMPLES = 2000;

/** Standard errors that chance exceeds once in a thousand times. */
const STANDARD_ERRORS = 3.1;

/** There are enough samples if a hit rate at this point between chance and 1 would be significant. */
const STANDS_OUT = 1 / 4;

/**
 * Checks that labels belong to their samples: the class means of one half of the training samples
 * must classify the other half, and validation samples, better than chance. Shuffled labels fail,
 * as do classes with equal means, from which a linear classifier can learn little.
 */
export function labelSignal(examination: Examination): Finding {
  const { training, validation } = examination.subject.data;
  const numbers = examination.first(SAMPLES);
  const half = numbers.length >> 1;
  const means = classMeans(rowsOf(training, numbers.subarray(0, half)), training);
  const held = rowsOf(training, numbers.subarray(half));
  const checked = rowsOf(validation, examination.first(SAMPLES, validation));
  const figures = {
    training: nearestMeanAccuracy(means, held, training.features),
    validation: nearestMeanAccuracy(means, checked, training.features),
    chance: 1 / training.classes.length,
  };

  const fewest = Math.min(held.y.length, checked.y.length);
  const bound = (n: number): number =>
    figures.chance + STANDARD_ERRORS * Math.sqrt((figures.chance * (1 - figures.chance)) / n);
  if (bound(fewest) > figures.chance + STANDS_OUT * (1 - figures.chance)) {
    return signal
      .saw(`${fewest} samples to compare with class means`)
      .skipped('too few to tell shuffled labels from right ones');
  }
  const seen =
    `class means of ${half} samples classify ${percent(figures.training)} of other training and ` +
    `${percent(figures.validation)} of validation samples (chance: ${percent(figures.chance)})`;
  const found = signal.saw(seen, figures);
  if (figures.training <= bound(held.y.length)) {
    return found.failed(
      'the training labels say nothing about their samples: they are shuffled or shifted',
      'check that labels and samples are read, sorted and cut alike',
    );
  }
  if (figures.validation <= bound(checked.y.length)) {
    return found.failed(
      "the validation labels don't fit their samples: shuffled, or of other classes",
      "check the validation set's labels, and that classes have the same numbers in both sets",
    );
  }
  return found.passed('labels and samples belong together');

  function rowsOf(set: DataSet, of: Uint32Array): Rows {
    return textbookRows(set, of, examination.vectors);
  }
}

/** Returns the mean of each class, K×d; NaN for a class without samples, which is then never nearest. */
function classMeans({ X, y }: Rows, { classes, features: d }: DataSet): Float64Array {
  const counts = new Float64Array(classes.length);
  const means = new Float64Array(classes.length * d);
  y.forEach((label, i) => {
    counts[label]++;
    for (let j = 0; j < d; j++) means[label * d + j] += X[i * d + j];
  });
  return means.map((sum, at) => sum / counts[Math.floor(at / d)]);
}

function nearestMeanAccuracy(means: Float64Array, { X, y }: Rows, d: number): number {
  const K = means.length / d;
  let hits = 0;
  y.forEach((label, i) => {
    let nearest = -1;
    let least = Infinity;
    for (let k = 0; k < K; k++) {
      let distance = 0;
      for (let j = 0; j < d; j++) distance += (X[i * d + j] - means[k * d + j]) ** 2;
      if (distance < least) [nearest, least] = [k, distance];
    }
    if (nearest === label) hits++;
  });
  return hits / y.length;
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}
