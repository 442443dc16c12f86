import { LOSS_FUNCTIONS } from '../../../model';
import { Check, type Finding } from '../../finding';
import { figure } from '../../numbers';
import type { Examination } from '../examination';
import { textbookEvaluation, textbookScores } from '../textbook';

const initial = new Check('initial-loss', 'initial weights');
const definition = new Check('loss-definition', 'loss');
const large = new Check('large-scores', 'loss');

/** Enough for several tiles, the last one not full. */
const SAMPLES = 107;

/** As many as the curvature is estimated on: they are standardised once. */
const INITIAL_SAMPLES = 500;

/** The tolerance of the initial loss, relative to that of guessing. */
const INITIAL_TOLERANCE = 0.15;

/** A score whose exponential overflows in float64 too. */
const LARGE_SCORE = 2000;

/**
 * Checks that the initial loss is that of guessing, where all scores are 0: ln K for cross-entropy.
 * Random weights add to it in proportion to the variance of their scores.
 */
export function initialLoss(examination: Examination): Finding {
  const { shape, objective } = examination;
  const { growth, atZeroScores } = LOSS_FUNCTIONS[objective.loss];
  const flat = examination.initialParameters();
  const numbers = examination.first(INITIAL_SAMPLES);
  const { loss } = examination.evaluate(numbers, 0);
  const guessing = atZeroScores(shape.classes);
  const rows = examination.firstRows(INITIAL_SAMPLES);
  const variance = scoreVariance(textbookScores(flat, shape, rows));
  const seen = `initial loss ${figure(loss)}, where guessing has ${figure(guessing)}`;
  const found = initial.saw(seen, { loss, guessing, scoreVariance: variance });
  if (Math.abs(loss - guessing) <= INITIAL_TOLERANCE * guessing) {
    return found.passed('the model starts out knowing nothing');
  }
  if (Math.abs(loss - guessing - growth * variance) <= INITIAL_TOLERANCE * guessing) {
    return found.warning(
      `the initial weights are large: scores vary by ${figure(Math.sqrt(variance))}`,
      'draw them smaller, or standardise the features',
    );
  }
  return found.failed(
    `it is not the mean ${objective.loss} of a model that knows nothing`,
    'check the loss (mean over samples, natural logarithm) and the initial weights',
  );
}

/** Returns the variance of all scores. */
function scoreVariance(S: Float64Array): number {
  const mean = S.reduce((sum, s) => sum + s, 0) / S.length;
  return S.reduce((sum, s) => sum + (s - mean) ** 2, 0) / S.length;
}

/** Checks that the loss and the accuracy of the curves are the textbook's. */
export function lossDefinition(examination: Examination): Finding {
  const { shape, objective } = examination;
  const flat = examination.ordinaryParameters();
  const numbers = examination.first(SAMPLES);
  const expected = textbookEvaluation(objective, flat, shape, examination.firstRows(SAMPLES));
  const { loss, accuracy } = examination.evaluate(numbers, 0);
  const figures = { loss, expected: expected.loss, accuracy, expectedAccuracy: expected.accuracy };
  const seen =
    `loss ${figure(loss)} and accuracy ${figure(accuracy)} on ${numbers.length} samples; ` +
    `by definition ${figure(expected.loss)} and ${figure(expected.accuracy)}`;
  const found = definition.saw(seen, figures);
  const isLossRight = Math.abs(loss - expected.loss) <= 1e-9 * expected.loss;
  if (isLossRight && accuracy === expected.accuracy) {
    return found.passed('the curves show loss and accuracy as defined');
  }
  const ratio = loss / expected.loss;
  const meaning = isLossRight
    ? 'the loss is right, the accuracy is not'
    : Math.abs(ratio / numbers.length - 1) < 1e-6
      ? 'the loss is the sum over the samples, not their mean'
      : figure(ratio) === '1'
        ? `the loss is off by ${figure(loss - expected.loss)}`
        : `the loss is ${figure(ratio)} times what it should be`;
  const advice = 'check the scores, the softmax, −ln P of the label and the mean over all samples';
  return found.failed(meaning, advice);
}

/** Checks that loss and gradient stay finite where the exponential of a score would overflow. */
export function largeScores(examination: Examination): Finding {
  const { shape, objective } = examination;
  const flat = examination.ordinaryParameters();
  const numbers = examination.first(SAMPLES);
  const rows = examination.firstRows(SAMPLES);
  const largest = textbookScores(flat, shape, rows).reduce((m, s) => Math.max(m, Math.abs(s)), 0);
  for (let at = 0; at < flat.length; at++) flat[at] *= LARGE_SCORE / largest;
  const expected = textbookEvaluation(objective, flat, shape, rows).loss;
  const { loss } = examination.evaluate(numbers, 0);
  const gradient = examination.gradient(numbers, 0);
  const isGradientFinite = gradient.every(Number.isFinite);
  const seen =
    `with scores up to ${LARGE_SCORE}, loss ${figure(loss)} (by definition ${figure(expected)}), ` +
    `gradient ${isGradientFinite ? 'finite' : 'not finite'}`;
  const found = large.saw(seen, { largestScore: LARGE_SCORE, loss, expected });
  if (isGradientFinite && Math.abs(loss - expected) <= 1e-9 * expected) {
    return found.passed('the softmax does not overflow');
  }
  if (isGradientFinite && Number.isFinite(loss)) {
    return found.failed(
      'nothing overflows, and yet the loss is not −ln P of the label: a clipped P, perhaps',
      'where standardised-training and loss-definition pass: take the loss from the scores',
    );
  }
  return found.failed(
    'the softmax overflows: exp of a large score is ∞, and ∞/∞ is NaN',
    "subtract each row's maximum from its scores before the exponential",
  );
}
