import type { FloatArray } from '../../backend';
import type { Metrics } from '../metrics/metrics';

/** A tile of samples with their scores. */
export interface ScoredRows {
  /** Scores S: rows×K. */
  readonly S: FloatArray;
  /** Labels: at least `rows`. */
  readonly y: Uint16Array;
  /** The weight of each row: at least `rows`; null if all are 1. */
  readonly weights: Float64Array | null;
  readonly rows: number;
  /** K. */
  readonly classes: number;
}

/** The kernels of a loss and its gradient. */
export interface LossKernels {
  /**
   * S ← G: replaces the scores by the gradient of a mini-batch's mean loss with respect to them,
   * each row times its weight. The rows may be a part of the mini-batch.
   */
  backward(scored: ScoredRows, labelSmoothing: number, batchSize: number): void;

  /** Adds each row's weighted loss and the model's prediction to metrics. */
  evaluate(scored: ScoredRows, labelSmoothing: number, metrics: Metrics): void;
}

/** Returns the targets T = (1 − ε) Y + ε/K of the label and of any other class. */
export function targets(labelSmoothing: number, K: number) {
  const off = labelSmoothing / K;
  return { on: 1 - labelSmoothing + off, off };
}
