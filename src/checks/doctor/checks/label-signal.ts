import type { DataSet } from '../../../data';
import { Check, type Finding } from '../../finding';
import type { Examination } from '../examination';
import { textbookRows, type Rows } from '../textbook';

const signal = new Check('label-signal', 'labels');

/** As many samples are looked at, of each kind. */
const SAMPLES = 2000;

/** Chance does better than by this many standard errors once in a thousand times. */
const STANDARD_ERRORS = 3.1;

/** Samples are enough if a hit rate this part of the way from chance to 1 would stand out. */
const STANDS_OUT = 1 / 4;

/**
 * Whether labels and samples belong together: class means of one half of the training samples are to
 * classify the other half, and validation samples, better than chance. Where classes have the same
 * means, a linear classifier has little to learn; so have shuffled labels.
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
    return signal.skipped(
      `${fewest} samples to compare with class means`,
      'too few to tell shuffled labels from right ones',
    );
  }
  const seen =
    `class means of ${half} samples classify ${percent(figures.training)} of other training and ` +
    `${percent(figures.validation)} of validation samples (chance: ${percent(figures.chance)})`;
  if (figures.training <= bound(held.y.length)) {
    return signal.failed(
      seen,
      'the training labels say nothing about their samples: they are shuffled or shifted',
      'check that labels and samples are read, sorted and cut alike',
      figures,
    );
  }
  if (figures.validation <= bound(checked.y.length)) {
    return signal.failed(
      seen,
      "the validation labels don't fit their samples: shuffled, or of other classes",
      "check the validation set's labels, and that classes have the same numbers in both sets",
      figures,
    );
  }
  return signal.passed(seen, 'labels and samples belong together', figures);

  function rowsOf(set: DataSet, of: Uint32Array): Rows {
    return textbookRows(set, of, examination.vectors);
  }
}

/** K×d; a class without samples is nowhere near. */
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
