/** The topics of conclusions, in the order in which they are read. */
export const TOPICS = [
  'search',
  'search edge',
  'one standard error',
  'halving',
  'selection',
  'choice',
  'own code',
  'learning rate',
  'oscillation',
  'convergence',
  'optimum',
  'overfitting',
  'weight decay',
  'assignment report',
  'calibration',
  'classes',
] as const;

export type Topic = (typeof TOPICS)[number];

/** A sentence or two that follow by a rule from the figures of the runs. */
export interface Conclusion {
  readonly topic: Topic;
  readonly text: string;
  /** The text in a few words, e.g. `oscillates`. Absent in older results files. */
  readonly answer?: string;
  /** The figures that the answer rests on, e.g. `gap 5.91 points`. Absent in older results files. */
  readonly evidence?: string;
  /** The indices of the runs that it is about; none if it compares all. Absent in older results files. */
  readonly runs?: readonly number[];
  /** The rule, in words, with its thresholds. */
  readonly rule: string;
  /** The figures of the text, for programs. */
  readonly figures: Readonly<Record<string, number>>;
}
