import type { Backend, FloatArray, Plan } from '../../backend';
import type { Samples } from '../../data';
import { scoresBackward, scoresForward } from '../linear-scores';
import type { Parameters, Stack } from '../parameters';
import { softmax, softmaxCrossEntropyBackward, tallyCrossEntropy } from '../softmax-cross-entropy';
import type { Tally } from '../tally';
import { penaltyBackward } from '../weight-penalty';
import type { Passes } from './passes';

/**
 * Passes composed of a backend's simple kernels: what fused ones are tested against.
 *
 * Samples pass a tile of rows at a time: gathered, scored and, for the gradient, used again while the
 * tile is still in the processor's cache. All buffers are allocated here, once.
 */
export class ComposedPasses implements Passes {
  /** X: tile rows × d. */
  private readonly X: FloatArray;
  /** y: tile rows. */
  private readonly y: Uint16Array;
  /** Tile rows × K: the scores S, then P, then G in their place. */
  private readonly S: FloatArray;

  constructor(
    private readonly backend: Backend,
    readonly plan: Plan,
    { classes, features, precision }: Stack,
  ) {
    const { tileRows } = plan;
    this.X = backend.allocate(precision, tileRows * features);
    this.y = new Uint16Array(tileRows);
    this.S = backend.allocate(precision, tileRows * classes);
  }

  gradients(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    const { X, y, S, backend } = this;
    const { tileRows } = this.plan;
    const K = parameters.classes;
    gradients.slab.fill(0);
    for (let first = 0; first < batch.length; first += tileRows) {
      const rows = this.gather(samples, batch, first);
      parameters.members.forEach((model, m) => {
        scoresForward(backend, S, X, model, rows);
        softmax(S, rows, K);
        softmaxCrossEntropyBackward(S, y, rows, K, batch.length);
        scoresBackward(backend, gradients.members[m], S, X, rows);
      });
    }
    parameters.members.forEach(({ weights }: Parameters, m) => {
      penaltyBackward(gradients.members[m].weights, weights, lambdas[m]);
    });
  }

  steps(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    etas: Float64Array,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    this.gradients(gradients, parameters, lambdas, samples, batch);
    parameters.members.forEach(({ slab }, m) => {
      this.backend.axpy(slab.length, -etas[m], gradients.members[m].slab, slab);
    });
  }

  answers(
    tallies: readonly Tally[],
    parameters: Stack,
    samples: Samples,
    numbers: Uint32Array,
  ): void {
    const { X, y, S, backend } = this;
    for (let first = 0; first < numbers.length; first += this.plan.tileRows) {
      const rows = this.gather(samples, numbers, first);
      parameters.members.forEach((model, m) => {
        scoresForward(backend, S, X, model, rows);
        tallyCrossEntropy(S, y, rows, parameters.classes, tallies[m]);
      });
    }
  }

  /** Fills X and y with the tile that begins at `first`; returns its number of rows. */
  private gather(samples: Samples, numbers: Uint32Array, first: number): number {
    const rows = Math.min(this.plan.tileRows, numbers.length - first);
    samples.gather(numbers, first, rows, this.X, this.y);
    return rows;
  }
}
