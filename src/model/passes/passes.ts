import type { FloatArray } from '../../backend';
import type { BatchPart, Samples } from '../../data';
import type { Parameters, Stack } from '../parameters';
import type { Metrics } from '../metrics/metrics';
import type { StepRule } from '../step-rule';

/**
 * Sums over samples, which add up over mini-batches, files and processes: not divided by a count,
 * and without the penalty.
 */
export interface Sums {
  /** Gᵀ X and Σ rows of G of each model, where G[i] = w ∂l/∂s. */
  readonly gradients: Stack;
  /** Σ w l of each model: M. */
  readonly losses: Float64Array;
  /** Σ w: 1. */
  readonly weight: Float64Array;
}

/** Passes of samples through one or more models that see the same samples. */
export interface Passes {
  /**
   * Computes the gradient of each model's cost J = loss + λ Σ W² on a mini-batch: dW = Gᵀ X + 2λ W,
   * db = Σ rows of G, where G is the gradient of the mean loss with respect to the scores, e.g.
   * (P − Y) / n_b of softmax and cross-entropy, each row times its sample's weight.
   *
   * @param gradients  the output
   */
  gradient(gradients: Stack, parameters: Stack, rows: BatchPart): void;

  /** Computes the gradient, then updates parameters and velocities by a step: see `StepRule`. */
  step(gradients: Stack, parameters: Stack, rows: BatchPart, update: StepRule): void;

  /**
   * Adds rows to sums, in their order.
   *
   * @param metrics  of each model, to which each row's evaluation is added as by `evaluate`
   */
  add(sums: Sums, parameters: Stack, rows: BatchPart, metrics?: readonly Metrics[]): void;

  /** Adds each row's weighted loss and prediction to the metrics of each model. */
  evaluate(metrics: readonly Metrics[], parameters: Stack, rows: BatchPart): void;

  /**
   * Computes the scores of one model for the samples `first` … `first + count − 1`.
   *
   * @param S  count×K, of the parameters' dtype; the output
   */
  scores(
    S: FloatArray,
    parameters: Parameters,
    samples: Samples,
    first: number,
    count: number,
  ): void;
}
