import type { TrainingSettings } from '../training';

/** How good a model is on samples that it was not trained on. */
export interface Score {
  /** The mean loss, over the folds if there are several. */
  readonly loss: number;
  /** A fraction of the samples; the mean over the folds if there are several. */
  readonly accuracy: number;
  /**
   * The standard error of the accuracy: √(p (1 − p) / n) on one set; the deviation of the folds'
   * accuracies by √k on k folds.
   */
  readonly standardError: number;
}

/** The score of a trial after some epochs, at the end of a rung of successive halving. */
export interface Rung {
  /** The epochs trained so far. */
  readonly epochs: number;
  readonly validation: Score;
}

/**
 * One point of a search: its settings, and how good they are.
 *
 * @category Search
 */
export interface Trial {
  /** From 0, in the order of the search. */
  readonly number: number;
  readonly settings: Partial<TrainingSettings>;
  /** The score at each rung that the trial reached; the last one is that of its end. */
  readonly rungs: readonly Rung[];
  /** The reason why it has no score, in one line; null if it has one. */
  readonly failure: string | null;
  /** The gap J − J* at most, by the certificate; null without one. */
  readonly gap: number | null;
  /** Wall-clock time in seconds; trials trained together have equal shares. */
  readonly seconds: number;
}

/** What the scores were measured on. */
export interface Validation {
  /** The number of folds; null for one set that was held out. */
  readonly folds: number | null;
  readonly samples: number;
}

/**
 * The result of a search over settings.
 *
 * @category Search
 */
export interface SearchResults {
  /** `sweep` over any settings, or the `path` of λ from large to small, each start warm. */
  readonly kind: 'sweep' | 'path';
  /** The names of the settings in which trials differ. */
  readonly varied: readonly (keyof TrainingSettings)[];
  readonly validation: Validation;
  readonly trials: readonly Trial[];
  /** The number of the trial with the best validation score; null if all failed. */
  readonly best: number | null;
  /** The number of the chosen trial: by `rule`. */
  readonly chosen: number | null;
  /**
   * `best` for the highest validation accuracy, or `one-standard-error` for the largest λ whose
   * accuracy is within one standard error of it (Breiman et al., "Classification and regression
   * trees", 1984).
   */
  readonly rule: 'best' | 'one-standard-error';
  /** The settings of the chosen trial that lie at an edge of their range, where better ones may lie beyond. */
  readonly atEdge: readonly (keyof TrainingSettings)[];
  /** True if it was ended before all was tried; else absent. */
  readonly isCut?: true;
}
