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
