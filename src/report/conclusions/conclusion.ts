import type { ReportedRun } from '../results/results';
import type { RunLabel } from '../results/run-labels';

/** What a conclusion can be about, in the order in which they are read. */
export const TOPICS = [
  'choice',
  'learning rate',
  'oscillation',
  'convergence',
  'overfitting',
  'weight decay',
  'assignment report',
  'calibration',
  'classes',
] as const;

export type Topic = (typeof TOPICS)[number];

/** A sentence or two that follow from the figures of the runs by a rule. */
export interface Conclusion {
  readonly topic: Topic;
  readonly text: string;
  /** The rule, in words, with its thresholds. */
  readonly rule: string;
  /** The figures of the text, for programs. */
  readonly figures: Readonly<Record<string, number>>;
}

/** A run with at least one finished epoch, and its name. */
export interface NamedRun {
  readonly run: ReportedRun;
  readonly label: RunLabel;
}

/** What all runs share that conclusions need. */
export interface Circumstances {
  readonly classes: readonly string[];
  /** How many validation samples. */
  readonly validationSamples: number;
}

export type Rule = (runs: readonly NamedRun[], circumstances: Circumstances) => Conclusion[];
