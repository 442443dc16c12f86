import type { Interval } from '../../model';
import type { OmittedColumn, PreparedColumn } from '../../tables/preparation';

/** A column that is a feature, or several. */
export interface ReportedColumn {
  readonly name: string;
  readonly kind: PreparedColumn['kind'];
  /** The number of features that it makes. */
  readonly features: number;
  /** True if training rows have no value there. */
  readonly canMiss: boolean;
  /** √Σ W² over its standardised features and all classes: how much it weighs. */
  readonly weight: number;
}

/** The weights of a standardised feature: how much one standard deviation more adds to the scores. */
export interface FeatureWeights {
  readonly name: string;
  /** K. */
  readonly weights: readonly number[];
}

/**
 * What a fit has understood of its data, and what its classifier has learnt of them, as a results file has
 * it.
 */
export interface FitReport {
  /** What was understood, in words: a line each. */
  readonly lines: readonly string[];
  /** The columns of a table; null of other data. */
  readonly columns: readonly ReportedColumn[] | null;
  /** The columns that were left out, and why. */
  readonly omitted: readonly OmittedColumn[];
  /** Of the test accuracy, with a confidence of 95 %. */
  readonly interval: Interval;
  /** The most frequent class of the training rows, and the test accuracy of always predicting it. */
  readonly majority: { readonly label: string; readonly accuracy: number };
  /** T of the probabilities. */
  readonly temperature: number;
  /** d. */
  readonly features: number;
  /**
   * The features with the largest weights, those first that weigh most; the five that speak most for each
   * class and the five that speak most against it are among them. Null of pictures.
   */
  readonly heaviest: readonly FeatureWeights[] | null;
}
