import type { Plan } from '../../backend';
import type { Samples } from '../../data';
import type { Stack } from '../parameters';
import type { Tally } from '../tally';
import type { Update } from '../update';

/** Sums of M models that add up over mini-batches, files and processes. */
export interface Sums {
  /** dW = Gᵀ X and db = Σ rows of G, where each row of G is its sample's w ∂l/∂s. */
  readonly gradients: Stack;
  /** Σ w l of each model: M. */
  readonly losses: Float64Array;
  /** Σ w: 1. */
  readonly weight: Float64Array;
}

/** Passes of samples through one or more models that see the same samples. */
export interface Passes {
  readonly plan: Plan;

  /**
   * The gradient of each model's cost J = loss + λ Σ W² on a mini-batch: dW = Gᵀ X + 2λ W,
   * db = Σ rows of G, where G is the gradient of the mean loss with respect to the scores, e.g.
   * (P − Y) / n_b of softmax and cross-entropy, each row times its sample's weight.
   *
   * @param gradients   of each model; the output
   * @param parameters  of each model
   * @param lambdas     λ of each model
   * @param samples     what the mini-batch is from
   * @param batch       the mini-batch's sample numbers
   */
  gradients(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    samples: Samples,
    batch: Uint32Array,
  ): void;

  /**
   * Computes what `gradients` does, and then makes a step of each model: see `Update`.
   *
   * @param parameters  of each model; an output too
   * @param update      how; its velocities are an output too
   */
  steps(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    update: Update,
    samples: Samples,
    batch: Uint32Array,
  ): void;

  /**
   * Adds the samples of a batch to sums, without dividing by their number or weight, and without the
   * penalty: the mean's gradient is that of the sums over all batches, divided by the total weight,
   * plus 2λ W.
   *
   * @param sums        added to
   * @param parameters  of each model
   */
  sums(sums: Sums, parameters: Stack, samples: Samples, batch: Uint32Array): void;

  /** Adds each sample's loss, times its weight, and each model's answer to its tally. */
  answers(
    tallies: readonly Tally[],
    parameters: Stack,
    samples: Samples,
    numbers: Uint32Array,
  ): void;
}
