import { wholeSettings } from '../../training';
import { isScore, type Header, type Line } from '../journal/form';
import type { Trial } from '../results';
import { rungEpochs, rungSize } from './trials';

/**
 * How far a sweep is.
 *
 * @category Search
 */
export interface SweepProgress {
  /** The number of trials that are finished: trained to their end, dropped by halving, or failed. */
  readonly finished: number;
  /** The number of all trials. */
  readonly trials: number;
  /** The part of all epochs that is done: from 0 to 1. */
  readonly fraction: number;
  /** The best trial so far; null before there is one. */
  readonly best: Trial | null;
  /** The number of processes that share the sweep's journal, this one included. */
  readonly processes: number;
  /** Whether this process waits for trials that others train. */
  readonly isWaiting: boolean;
}

export type SweepEvent =
  | { readonly kind: 'trial'; readonly trial: Trial }
  | { readonly kind: 'progress'; readonly progress: SweepProgress };

/** The epochs that a sweep trains in all, if no trial ends early. */
export function allEpochs(header: Header): number {
  const { folds, halving, trials } = header;
  if (halving === null) {
    return (folds ?? 1) * trials.reduce((sum, own) => sum + wholeSettings(own).epochs, 0);
  }
  const sizes = rungEpochs(header).map((_, rung) => rungSize(header, rung) * stretch(header, rung));
  return (folds ?? 1) * sizes.reduce((sum, size) => sum + size, 0);
}

/** The epochs that lines have behind them; failed trials have all of a rung's. */
export function doneEpochs(header: Header, lines: readonly Line[], failed: number): number {
  const done = lines.filter(isScore).map(({ rung, trial }) => stretch(header, rung, trial));
  return done.reduce((sum, epochs) => sum + epochs, 0) + failed * stretch(header, 0);
}

/** The epochs between the end of the rung before and the end of a rung. */
function stretch(header: Header, rung: number, trial = 0): number {
  const ends = rungEpochs(header, trial);
  return ends[rung] - (ends.at(rung - 1) ?? 0) * (rung > 0 ? 1 : 0);
}
