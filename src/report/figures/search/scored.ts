import { scoreOf, type Score, type SearchResults, type Trial } from '../../../search';
import { wholeSettings, type SettingName } from '../../../training';
import { percent } from '../../text/format';
import { linearPositions, positions, type Positions } from '../setting-axis';

/** A trial, and its score where it has one. */
export interface Judged {
  readonly trial: Trial;
  readonly score: Score | null;
}

export function judged({ trials }: SearchResults): Judged[] {
  return trials.map((trial) => ({ trial, score: scoreOf(trial) }));
}

/** The value of a setting in a trial that has an axis of numbers. */
export function numberOf({ settings }: Trial, name: SettingName): number {
  return Number(wholeSettings(settings)[name]);
}

/** The varied settings with an axis of numbers; the seed is a number by form alone. */
export function numericSettings({ varied, trials }: SearchResults): SettingName[] {
  return varied.filter((name) => {
    const values = trials.map(({ settings }) => wholeSettings(settings)[name]);
    const areNumbers = values.every((value) => typeof value === 'number' && Number.isFinite(value));
    return name !== 'seed' && areNumbers && new Set(values).size > 1;
  });
}

/** Ratios of values from which on these are told apart by their logarithms. */
const LOGARITHMIC = 20;

/** Positions of a setting's values: λ and η, and what spans powers of ten, on a logarithmic axis. */
export function positionsOf(name: SettingName, values: readonly number[]): Positions {
  const spans = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) >= LOGARITHMIC;
  const isLogarithmic = name === 'lambda' || name === 'eta' || spans;
  return isLogarithmic ? positions(values) : linearPositions(values);
}

/** The opacity of the least accuracy and of the greatest: text can be read on it in both themes. */
const OPACITIES = [0.07, 0.6] as const;

/** A scale from accuracy to opacity. */
export interface AccuracyScale {
  /** The encoding of an opacity by the field `accuracy`; @param thinned  1, or less where many overlap */
  readonly opacity: (thinned?: number) => object;
  /** What the scale means, e.g. `from 31.2 % or less, pale, to 41.3 %, dark`. */
  readonly words: string;
}

/**
 * The opacity of a mark by accuracy. Half of the trials share half of the scale, at least: those far
 * below the others are clamped to its lower end.
 */
export function accuracyScale(accuracies: readonly number[]): AccuracyScale {
  const sorted = accuracies.toSorted((a, b) => a - b);
  const [low, high] = [sorted.at(0) ?? 0, sorted.at(-1) ?? 1];
  const middle = sorted.at(Math.floor(sorted.length / 2)) ?? low;
  const clamped = Math.max(low, high - 2 * (high - middle));
  // Of equal accuracies, all are the greatest.
  const from = high > clamped ? clamped : high - 0.01;
  const least = `${(100 * from).toFixed(1)} %${from > low ? ' or less' : ''}`;
  return {
    opacity: (thinned = 1) => ({
      field: 'accuracy',
      type: 'quantitative',
      scale: {
        domain: [from, high],
        range: OPACITIES.map((opacity) => opacity * thinned),
        clamp: true,
        nice: false,
        zero: false,
      },
      legend: null,
    }),
    words: `the fuller the colour, the more accurate, from ${least} to ${(100 * high).toFixed(1)} %`,
  };
}

/** A score in words for a tooltip. */
export function scoreText(score: Score | null): string {
  if (score === null) return 'failed';
  return `${percent(score.accuracy)} ± ${(100 * score.standardError).toFixed(2)}`;
}
