import { solverWords, type EpochRecord } from '../../training';
import { Check, type Finding } from '../finding';
import { figure } from '../numbers';
import { judgeDivergence, judgeOscillation } from './descent';
import { last, type History } from './history';

const gap = new Check('overfitting', 'generalisation');
const chance = new Check('validation-chance', 'labels');

/** The validation loss has stopped falling for good if its minimum is so many epochs ago … */
const PATIENCE = 5;
/** … and it has risen by this fraction since. */
const RISE = 0.01;

/**
 * True if the validation loss is more than 1 % above its lowest value, five epochs or more after it,
 * while the training loss went on falling.
 */
export function hasOverfitted(epochs: readonly EpochRecord[]): boolean {
  const losses = epochs.map(({ validation }) => validation.loss);
  const best = losses.indexOf(Math.min(...losses));
  const last = epochs.at(-1);
  return (
    last !== undefined &&
    best >= 0 &&
    epochs.length - 1 - best >= PATIENCE &&
    last.validation.loss > losses[best] * (1 + RISE) &&
    last.train.loss < epochs[best].train.loss
  );
}

/** Judges whether training gets better while validation gets worse, if the training itself is steady. */
export function judgeGap(history: History): Finding {
  const losses = history.epochs.map(({ validation }) => validation.loss);
  const best = losses.indexOf(Math.min(...losses));
  const { train, validation, epoch } = last(history);
  const figures = { train: train.loss, validation: validation.loss, bestEpoch: best + 1 };
  const { unit } = solverWords(history.settings);
  const seen =
    `training loss ${figure(train.loss)}, validation loss ${figure(validation.loss)} ` +
    `(lowest: ${figure(losses[best])} after ${unit} ${best + 1})`;
  const found = gap.saw(seen, figures);
  if (!hasOverfitted(history.epochs)) {
    return found.passed('the gap between training and validation does not widen');
  }
  if (!isSteady(history)) {
    return gap.saw(seen).skipped('training itself is not steady: its learning rate comes first');
  }
  return found.warning(
    `overfitting: since ${unit} ${best + 1} of ${epoch} only the training loss has fallen`,
    'stop earlier, take more weight decay, or more data',
  );
}

/** True if the training cost doesn't oscillate: steps that overshoot move the validation loss too. */
function isSteady(history: History): boolean {
  return [judgeDivergence, judgeOscillation].every((rule) => rule(history).verdict === 'passed');
}

/** Accuracies that exceed 1/K by no more are chance's. */
const MARGIN = 0.02;

/** Judges whether what the model learnt helps on the validation set. */
export function judgeChance(history: History): Finding {
  const { train, validation } = last(history);
  const guess = 1 / history.labels.length;
  const figures = { train: train.accuracy, validation: validation.accuracy, chance: guess };
  const seen =
    `accuracy ${figure(100 * train.accuracy)} % in training, ` +
    `${figure(100 * validation.accuracy)} % in validation (chance: ${figure(100 * guess)} %)`;
  const found = chance.saw(seen, figures);
  if (validation.accuracy > guess + MARGIN || train.accuracy <= guess + 3 * MARGIN) {
    return found.passed('validation follows training');
  }
  return found.warning(
    'what is learnt helps nowhere else: labels are shuffled, or the sets are prepared differently',
    'check the labels of both sets, and that both are standardised by the same vectors',
  );
}
