import type { FloatArray } from '../../backend';
import type { Metrics } from '../metrics/metrics';

/** Samples whose scores are known: a tile of a mini-batch, or of what is evaluated. */
export interface ScoredRows {
  /** Rows×K scores S. */
  readonly S: FloatArray;
  /** Labels: at least `rows`. */
  readonly y: Uint16Array;
  /** How much each row counts: at least `rows`; null if all count 1. */
  readonly weights: Float64Array | null;
  readonly rows: number;
  /** K. */
  readonly classes: number;
}

/** A loss with its gradient. */
export interface LossKernels {
  /**
   * S ← G, in place: the gradient of the mean loss of a mini-batch of n_b samples with respect to
   * its scores, times each row's weight. The rows may be a part of the mini-batch.
   */
  backward(scored: ScoredRows, labelSmoothing: number, batchSize: number): void;

  /** Adds each row's loss, times its weight, and the model's prediction to metrics. */
  evaluate(scored: ScoredRows, labelSmoothing: number, metrics: Metrics): void;
}

/** T[y] and T[k ≠ y] of a label: T = (1 − ε) Y + ε/K. */
export function targets(labelSmoothing: number, K: number) {
  const off = labelSmoothing / K;
  return { on: 1 - labelSmoothing + off, off };
}
