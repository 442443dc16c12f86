import { wholeSettings, type TrainingSettings } from '../training';
import type { Score, SearchResults, Trial } from './results';

type Name = keyof TrainingSettings;

/** The trials that a search's rule arrives at. */
export type Choice = Pick<SearchResults, 'best' | 'chosen' | 'atEdge'>;

/** A trial that has a score. */
export interface Scored {
  readonly trial: Trial;
  /** At its end. */
  readonly score: Score;
}

/**
 * Applies the rule of a search to its trials, by their validation scores alone.
 *
 * The best trial has the highest validation accuracy of those that came as far as any: `ranked` has the
 * order, of equal accuracies too. The rule `best` chooses it. The rule `one-standard-error` chooses the
 * largest λ whose accuracy is at least that of the best minus the best's standard error; of several
 * trials with this λ, the first of `ranked`.
 *
 * Source: Breiman et al., "Classification and regression trees", 1984, section 3.4.3.
 *
 * @returns the numbers of the best and the chosen trial, null if no trial has a score; and the settings
 *   of the chosen one that lie at an edge of their range: see `edgesOf`
 */
export function choose(
  trials: readonly Trial[],
  varied: readonly Name[],
  rule: SearchResults['rule'],
): Choice {
  const order = ranked(trials);
  if (order.length === 0) return { best: null, chosen: null, atEdge: [] };
  const [best] = order;
  const chosen = rule === 'best' ? best : simplest(order);
  return {
    best: best.trial.number,
    chosen: chosen.trial.number,
    atEdge: edgesOf(chosen.trial, trials, varied),
  };
}

/**
 * The trials that can be chosen, best first: by validation accuracy; of equal ones the smaller
 * validation loss, then the larger λ, then the smaller number. Trials that failed, that successive
 * halving dropped, or whose loss or accuracy is not a number are left out.
 */
export function ranked(trials: readonly Trial[]): Scored[] {
  const last = Math.max(0, ...trials.map(rungsOf));
  return trials
    .filter((trial) => rungsOf(trial) === last)
    .flatMap((trial) => {
      const score = scoreOf(trial);
      return score === null ? [] : [{ trial, score }];
    })
    .sort(
      (a, b) =>
        b.score.accuracy - a.score.accuracy ||
        Math.sign(a.score.loss - b.score.loss) ||
        lambdaOf(b) - lambdaOf(a) ||
        a.trial.number - b.trial.number,
    );
}

/** The score at a trial's end; null if it failed, or if the loss or the accuracy is not a number. */
export function scoreOf({ failure, rungs }: Trial): Score | null {
  const score = rungs.at(-1)?.validation;
  if (failure !== null || score === undefined) return null;
  return Number.isNaN(score.loss + score.accuracy) ? null : score;
}

/** Returns true if successive halving ended the trial before others. */
export function isDropped(trial: Trial, trials: readonly Trial[]): boolean {
  return trial.failure === null && trials.some((other) => rungsOf(other) > rungsOf(trial));
}

/**
 * The settings of a trial that are the smallest or the largest of all trials, failed ones too: values
 * beyond were not tried. Only settings that are numbers have edges, but not the seed; and 0 is none, as
 * no setting can be negative.
 */
export function edgesOf(
  { settings }: Trial,
  trials: readonly Trial[],
  varied: readonly Name[],
): Name[] {
  const own = wholeSettings(settings);
  return varied.filter((name) => {
    const range = rangeOf(trials, name);
    const value = own[name];
    if (range === null || typeof value !== 'number') return false;
    const [low, high] = range;
    return value === high || (value === low && value > 0);
  });
}

/** The smallest and the largest value of a setting; null if it has one value, or is no number to be ranged. */
export function rangeOf(trials: readonly Trial[], name: Name): [low: number, high: number] | null {
  if (name === 'seed') return null;
  const values = trials
    .map((trial) => wholeSettings(trial.settings)[name])
    .filter((value) => typeof value === 'number');
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low < high ? [low, high] : null;
}

/** The largest λ within one standard error of the best. */
function simplest(order: readonly Scored[]): Scored {
  const [{ score }] = order;
  const least = score.accuracy - score.standardError;
  const near = order.filter((one) => one.score.accuracy >= least);
  return near.reduce((simple, one) => (lambdaOf(one) > lambdaOf(simple) ? one : simple));
}

/** The rungs that a trial reached; 0 if it failed. */
function rungsOf({ failure, rungs }: Trial): number {
  return failure === null ? rungs.length : 0;
}

function lambdaOf({ trial }: Scored): number {
  return wholeSettings(trial.settings).lambda;
}
