import type { Plan } from '../../backend';
import type { Samples } from '../../data';
import type { Stack } from '../parameters';
import type { Tally } from '../tally';

/** Passes of samples through one or more models that see the same samples. */
export interface Passes {
  readonly plan: Plan;

  /**
   * The gradient of each model's cost J = loss + λ Σ W² on a mini-batch: dW = Gᵀ X + 2λ W,
   * db = Σ rows of G, where G = (P − Y) / n_b.
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
   * Likewise, and then a step of gradient descent of each model, W ← W − η dW, b ← b − η db.
   *
   * @param parameters  of each model; an output too
   * @param etas        η of each model
   */
  steps(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    etas: Float64Array,
    samples: Samples,
    batch: Uint32Array,
  ): void;

  /** Adds the cross-entropy and each model's answers to its tally. */
  answers(
    tallies: readonly Tally[],
    parameters: Stack,
    samples: Samples,
    numbers: Uint32Array,
  ): void;
}
