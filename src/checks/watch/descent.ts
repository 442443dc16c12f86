import { isUsed, solverWords, type EpochRecord } from '../../training';
import { Check, type Finding } from '../finding';
import { figure } from '../numbers';
import { LARGE_RATIO, SMALL_RATIO } from '../update-ratio';
import { guessing, last, median, smallerRate, type History } from './history';

const finite = new Check('finite', 'loss');
const divergence = new Check('divergence', 'learning rate');
const oscillation = new Check('oscillation', 'learning rate');
const updateRatio = new Check('update-ratio', 'learning rate');

/** Judges whether every loss and cost is finite. */
export function judgeFinite(history: History): Finding {
  const broken = history.epochs.find(({ train, validation }) =>
    [train.cost, validation.cost].some((cost) => !Number.isFinite(cost)),
  );
  if (!broken) return finite.saw('every loss and cost is finite').passed('nothing overflowed');
  const { settings } = history;
  const { epoch, train, validation } = broken;
  const { unit } = solverWords(settings);
  const seen = `after ${unit} ${epoch} the training cost is ${train.cost}, the validation cost ${validation.cost}`;
  const found = finite.saw(seen, { epoch });
  if (!isUsed('eta', settings)) {
    return found.failed('the data are not finite, or too large', 'look at the largest features');
  }
  const meaning = `the weights overflowed: the learning rate η = ${settings.eta} is too large, or the data are not finite`;
  return found.failed(meaning, smallerRate(history));
}

/** Judges whether the model is better than guessing: if it isn't after an epoch, steps have driven it away. */
export function judgeDivergence(history: History): Finding {
  const { loss } = last(history).train;
  const limit = guessing(history);
  const seen = `training loss ${figure(loss)} after epoch ${last(history).epoch}; guessing has ${figure(limit)}`;
  const found = divergence.saw(seen, { loss, guessing: limit });
  if (loss <= limit) return found.passed('it is better than guessing');
  return found.warning(
    `the learning rate η = ${history.settings.eta} is too large: steps overshoot, the model gets worse`,
    smallerRate(history),
  );
}

/** The number of last epochs to judge. */
const WINDOW = 10;
/** A smaller relative rise is the noise of mini-batches: configuration 4's are below 0.001. */
const LARGE_RISE = 0.02;
/** The number of large rises that count as oscillation: one may be chance. */
const RISES = 2;

/** True if the training cost rose by more than 2 % at least twice in the last ten epochs. */
export function hasOscillated(epochs: readonly EpochRecord[]): boolean {
  return largeRises(epochs) >= RISES;
}

function largeRises(epochs: readonly EpochRecord[]): number {
  const costs = epochs.slice(-WINDOW).map(({ train }) => train.cost);
  return costs.filter((cost, i) => i > 0 && !(cost <= costs[i - 1] * (1 + LARGE_RISE))).length;
}

/** Judges whether the training cost, which steps should lower, oscillates. */
export function judgeOscillation(history: History): Finding {
  const rises = largeRises(history.epochs);
  const epochs = Math.min(WINDOW, history.epochs.length);
  const seen = `the training cost rose by more than 2 % in ${rises} of the last ${epochs} epochs`;
  const found = oscillation.saw(seen, { rises, epochs });
  if (!hasOscillated(history.epochs)) return found.passed('the cost falls steadily');
  return found.warning(
    `it oscillates: the learning rate η = ${history.settings.eta} is too large, steps overshoot the valley`,
    smallerRate(history),
  );
}

/** Below this fraction of the loss of guessing, hardly any gradient is left, whatever the learning rate. */
const LEARNT = 0.01;

/** Judges η ‖dW‖ / ‖W‖ of the last step of each epoch. If the cost falls all the same, W is small. */
export function judgeUpdateRatio(history: History): Finding {
  const ratio = median(history.epochs.map((epoch) => epoch.updateRatio));
  const { eta } = history.settings;
  const seen = `a step changes the weights by ${figure(100 * ratio)} % of their size (median of the epochs)`;
  const found = updateRatio.saw(seen, { ratio });
  if (ratio < SMALL_RATIO) {
    if (last(history).train.loss < LEARNT * guessing(history)) {
      return found.passed('hardly anything is left to learn');
    }
    const meaning = `they hardly move: the learning rate η = ${eta} is too small`;
    return found.warning(meaning, `try η = ${figure(eta * 10)}`);
  }
  if (ratio <= LARGE_RATIO) return found.passed('some 0.1 % is usual');
  if (isFalling(history)) return found.passed('that is much, and the cost falls all the same');
  return found.warning(
    `they are thrown about: the learning rate η = ${eta} is too large (some 0.1 % is usual)`,
    smallerRate(history),
  );
}

/** True if the model is better than guessing, and the training cost has fallen in every epoch. */
function isFalling(history: History): boolean {
  const costs = history.epochs.map(({ train }) => train.cost);
  const fell = costs.every((cost, i) => i === 0 || cost <= costs[i - 1]);
  return fell && last(history).train.loss <= guessing(history);
}
