import type { Labels } from '../../data';
import { LOSS_FUNCTIONS, Metrics, type Objective } from '../../model';
import type { Task } from '../../tasks';

/** Labelled samples whose scores are known. */
export interface ScoredSet {
  readonly labels: Labels;
  /** The samples' weights in the loss; null if all are equal. */
  readonly weights: Float64Array | null;
}

/**
 * Evaluates the mean of classifiers by the sums of their scores, as a cooperative task.
 *
 * @param sums   n×K
 * @param count  the number of classifiers
 */
export function* evaluatingMean(
  sums: Float64Array,
  count: number,
  { labels, weights }: ScoredSet,
  { loss, labelSmoothing }: Objective,
): Task<Metrics> {
  const classes = sums.length / labels.length;
  const metrics = new Metrics(classes);
  const S = sums.map((score) => score / count);
  yield;
  const rows = { S, y: Uint16Array.from(labels), weights, rows: labels.length };
  LOSS_FUNCTIONS[loss].evaluate({ ...rows, classes }, labelSmoothing, metrics);
  yield;
  return metrics;
}
