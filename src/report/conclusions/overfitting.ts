import { hasOverfitted } from '../../checks';
import { nats, percent } from '../text/format';
import type { Conclusion } from '../results/conclusion';
import type { IndexedRun } from '../results/run-labels';
import type { Rule } from './rule';
import { isSteady } from './descent';
import { capital, width } from './words';

/** Training and validation accuracies that are closer than this count as equal. */
const GAP = 0.02;

/** Above this gap, a run has memorised its training set, whatever the loss. */
const LARGE_GAP = 0.1;

const RULE =
  'a steady run overfits if its validation loss is more than 1 % above its lowest value, five ' +
  'epochs or more after it, while the training loss went on falling, or if training and validation ' +
  'accuracy are more than 10 points apart; they are apart from 2 points on';

/** Tells whether each steady run has overfitted. */
export const concludeOverfitting: Rule = (runs) => runs.filter(isSteady).map(conclude);

function conclude({ run: { history }, label, index }: IndexedRun): Conclusion {
  const last = history[history.length - 1];
  const gap = last.train.accuracy - last.validation.accuracy;
  const losses = history.map(({ validation }) => validation.loss);
  const lowest = Math.min(...losses);
  const bestEpoch = 1 + losses.indexOf(lowest);
  const accuracies = `${percent(last.train.accuracy)} in training against ${percent(last.validation.accuracy)} in validation`;
  const overfitted = hasOverfitted(history) || gap > LARGE_GAP;
  const distance = gap > GAP ? `${width(gap)} apart` : `${width(Math.abs(gap))}, close together`;
  return {
    topic: 'overfitting',
    text: `${capital(label.name)} ${verdict(overfitted, gap)}: ${accuracies}, ${distance}; the validation loss was lowest after epoch ${bestEpoch} of ${history.length}, at ${nats(lowest)}, and is ${nats(last.validation.loss)} at the end.`,
    answer: overfitted ? 'overfits' : 'does not overfit',
    evidence: `gap ${width(gap)}, validation loss ${nats(lowest)} after epoch ${bestEpoch}, ${nats(last.validation.loss)} at the end`,
    runs: [index],
    rule: RULE,
    figures: {
      gap,
      train: last.train.accuracy,
      validation: last.validation.accuracy,
      bestEpoch,
      lowestLoss: lowest,
      lastLoss: last.validation.loss,
    },
  };
}

function verdict(overfitted: boolean, gap: number): string {
  if (overfitted) return 'overfits';
  return gap > GAP ? 'knows the training set better, and does not overfit' : 'does not overfit';
}
