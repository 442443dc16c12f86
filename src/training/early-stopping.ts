import { assertInteger, assertKnownKeys, assertNonNegative, assertOneOf } from '../errors';
import type { Evaluation } from '../model';

/** What of an evaluation tells how good a model is. */
export type Metric = keyof Evaluation;

export const METRICS: readonly Metric[] = ['accuracy', 'loss', 'cost'];

/**
 * Ends a run when its validation metric has not become better for some epochs; its parameters are
 * then those of the best epoch, also if it was never ended.
 *
 * Source: Prechelt, "Early stopping, but when?", 1998 (criterion UP, counted from the best epoch).
 */
export interface EarlyStopping {
  /** Of the validation set; accuracy unless given. */
  readonly metric?: Metric;
  /** Epochs without a better value after which the run ends: at least 1. */
  readonly patience: number;
  /** By how much a value must be better to count: at least 0; 0 unless given. */
  readonly minimumDelta?: number;
}

/** Whether a value is better than the best so far, by more than `minimumDelta`; NaN never is. */
export function isBetter(
  value: number,
  best: number | null,
  { metric = 'accuracy', minimumDelta = 0 }: Omit<EarlyStopping, 'patience'>,
): boolean {
  if (best === null) return !Number.isNaN(value);
  return metric === 'accuracy' ? value > best + minimumDelta : value < best - minimumDelta;
}

export function assertEarlyStopping(rule: EarlyStopping): void {
  assertKnownKeys('earlyStopping', rule, ['metric', 'patience', 'minimumDelta']);
  const { metric = 'accuracy', patience, minimumDelta = 0 } = rule;
  assertOneOf('earlyStopping.metric', metric, METRICS);
  assertInteger('earlyStopping.patience', patience, 1);
  assertNonNegative('earlyStopping.minimumDelta', minimumDelta);
}
