import { hasOverfitted } from '../../checks';
import { solverWords } from '../../training';
import { nats, percent } from '../text/format';
import type { Conclusion } from '../results/conclusion';
import type { IndexedRun } from '../results/run-labels';
import type { Rule } from './rule';
import { isSteady, relativeChange } from './descent';
import { capital, part, width } from './words';

/** Training and validation accuracies that are closer than this count as equal. */
const GAP = 0.02;

/** Above this gap, a run has memorised its training set, whatever the loss. */
const LARGE_GAP = 0.1;

/** Above this gap, a run is near it. */
const NEAR_GAP = 0.08;

/** A validation loss has risen if it is further above its lowest value, relative to it. */
const RISEN = 0.001;

const RULE =
  'a steady run overfits if its validation loss is more than 1 % above its lowest value, five ' +
  'epochs or more after it, while the training loss went on falling, or if training and validation ' +
  'accuracy are more than 10 points apart; it is borderline if they are more than 8 points apart, ' +
  'or if the validation loss is more than 0.1 % above its lowest value while the training loss went ' +
  'on falling; they are apart from 2 points on';

/** Tells whether each steady run has overfitted. */
export const concludeOverfitting: Rule = (runs) => runs.filter(isSteady).map(conclude);

function conclude({ run, label, index }: IndexedRun): Conclusion {
  const { history } = run;
  const { unit } = solverWords(run);
  const last = history[history.length - 1];
  const { gap, bestEpoch, lowest, rise, trainingFell, answer } = judged(history);
  const limit = answer === 'borderline' && gap > NEAR_GAP ? ` (limit: ${100 * LARGE_GAP})` : '';
  const risen = answer === 'overfits' ? '' : riseWords(rise, trainingFell);
  const accuracies = `${percent(last.train.accuracy)} in training against ${percent(last.validation.accuracy)} in validation`;
  const distance = gap > GAP ? `${width(gap)} apart` : `${width(Math.abs(gap))}, close together`;
  const end = nats(last.validation.loss);
  return {
    topic: 'overfitting',
    text: `${capital(label.name)} ${verdict(answer, gap)}: ${accuracies}, ${distance}${limit}; the validation loss was lowest after ${unit} ${bestEpoch} of ${history.length}, at ${nats(lowest)}, and is ${end} at the end${risen}.`,
    answer,
    evidence: `gap ${width(gap)}${limit}, validation loss ${nats(lowest)} after ${unit} ${bestEpoch}, ${end} at the end${risen}`,
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

type Answer = 'overfits' | 'borderline' | 'does not overfit';

interface Judged {
  readonly gap: number;
  readonly bestEpoch: number;
  /** The lowest validation loss. */
  readonly lowest: number;
  /** How far the validation loss is above it, relative to it. */
  readonly rise: number;
  /** Whether the training loss has fallen since. */
  readonly trainingFell: boolean;
  readonly answer: Answer;
}

function judged(history: IndexedRun['run']['history']): Judged {
  const last = history[history.length - 1];
  const gap = last.train.accuracy - last.validation.accuracy;
  const losses = history.map(({ validation }) => validation.loss);
  const lowest = Math.min(...losses);
  const best = losses.indexOf(lowest);
  const trainingFell = last.train.loss < history[best].train.loss;
  const rise = relativeChange(lowest, last.validation.loss);
  const isBorderline = gap > NEAR_GAP || (trainingFell && rise > RISEN);
  const below = isBorderline ? 'borderline' : 'does not overfit';
  const answer = hasOverfitted(history) || gap > LARGE_GAP ? 'overfits' : below;
  return { gap, bestEpoch: 1 + best, lowest, rise, trainingFell, answer };
}

/** A rise beside its limit, which is for runs whose training loss goes on falling; empty if there is none. */
function riseWords(rise: number, trainingFell: boolean): string {
  if (!(rise > RISEN)) return '';
  const why = trainingFell ? ' (limit: 1 % after five epochs)' : ', as the training loss is';
  return `, ${part(rise)} higher${why}`;
}

function verdict(answer: Answer, gap: number): string {
  if (answer === 'borderline') return 'is on the border of overfitting';
  const knowsBetter = answer === 'does not overfit' && gap > GAP;
  return knowsBetter ? 'knows the training set better, and does not overfit' : answer;
}
