import type { Backend, FloatArray, Plan } from '../../backend';
import type { Samples } from '../../data';
import { scoresBackward, scoresForward } from '../linear-scores';
import type { Parameters, Stack } from '../parameters';
import { LOSS_KERNELS, type LossKernels, type ScoredRows } from '../losses';
import type { Objective } from '../objective';
import { Tally } from '../tally';
import { applyUpdate, type Update } from '../update';
import { penaltyBackward } from '../weight-penalty';
import type { Passes, Sums } from './passes';

/** The sum of the samples' losses, times their weights. */
class LossSum extends Tally {
  sum = 0;

  override add(loss: number): void {
    this.sum += loss;
  }
}

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
  /** Tile rows × K: the scores S, then G in their place. */
  private readonly S: FloatArray;
  /** Tile rows. */
  private readonly weights: Float64Array;
  private readonly loss: LossKernels;
  private readonly labelSmoothing: number;

  constructor(
    private readonly backend: Backend,
    readonly plan: Plan,
    { classes, features, precision }: Stack,
    { loss, labelSmoothing }: Objective,
  ) {
    const { tileRows } = plan;
    this.X = backend.allocate(precision, tileRows * features);
    this.y = new Uint16Array(tileRows);
    this.S = backend.allocate(precision, tileRows * classes);
    this.weights = new Float64Array(tileRows);
    this.loss = LOSS_KERNELS[loss];
    this.labelSmoothing = labelSmoothing;
  }

  gradients(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    gradients.values.fill(0);
    this.addGradients(gradients, parameters, samples, batch, batch.length);
    parameters.members.forEach(({ weights }: Parameters, m) => {
      penaltyBackward(gradients.members[m].weights, weights, lambdas[m]);
    });
  }

  sums(sums: Sums, parameters: Stack, samples: Samples, batch: Uint32Array): void {
    const { weights } = samples;
    const tallies = parameters.members.map(() => new LossSum(parameters.classes));
    this.answers(tallies, parameters, samples, batch);
    tallies.forEach(({ sum }, m) => (sums.losses[m] += sum));
    for (const number of batch) sums.weight[0] += weights === null ? 1 : weights[number];
    this.addGradients(sums.gradients, parameters, samples, batch, 1);
  }

  /** dW ← dW + Gᵀ X and db ← db + Σ rows of G, where G is divided by the batch size. */
  private addGradients(
    gradients: Stack,
    parameters: Stack,
    samples: Samples,
    batch: Uint32Array,
    batchSize: number,
  ): void {
    const { X, S, backend, labelSmoothing } = this;
    for (let first = 0; first < batch.length; first += this.plan.tileRows) {
      const rows = this.gather(samples, batch, first);
      parameters.members.forEach((model, m) => {
        scoresForward(backend, S, X, model, rows);
        this.loss.backward(
          this.scored(samples, rows, parameters.classes),
          labelSmoothing,
          batchSize,
        );
        scoresBackward(backend, gradients.members[m], S, X, rows);
      });
    }
  }

  steps(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    update: Update,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    this.gradients(gradients, parameters, lambdas, samples, batch);
    applyUpdate(this.backend, parameters, gradients, update);
  }

  answers(
    tallies: readonly Tally[],
    parameters: Stack,
    samples: Samples,
    numbers: Uint32Array,
  ): void {
    const { X, S, backend, labelSmoothing } = this;
    for (let first = 0; first < numbers.length; first += this.plan.tileRows) {
      const rows = this.gather(samples, numbers, first);
      parameters.members.forEach((model, m) => {
        scoresForward(backend, S, X, model, rows);
        this.loss.tally(this.scored(samples, rows, parameters.classes), labelSmoothing, tallies[m]);
      });
    }
  }

  /** The tile that was gathered, as a loss sees it. */
  private scored({ weights }: Samples, rows: number, classes: number): ScoredRows {
    return { S: this.S, y: this.y, weights: weights && this.weights, rows, classes };
  }

  /** Fills X, y and the weights with the tile that begins at `first`; returns its number of rows. */
  private gather(samples: Samples, numbers: Uint32Array, first: number): number {
    const rows = Math.min(this.plan.tileRows, numbers.length - first);
    samples.gather(numbers, first, rows, this.X, this.y);
    const { weights } = samples;
    if (weights !== null) {
      for (let i = 0; i < rows; i++) this.weights[i] = weights[numbers[first + i]];
    }
    return rows;
  }
}
