import type { Backend, FloatArray } from '../backend';
import type { StandardisedSet } from '../data';
import { scoresBackward, scoresForward } from './linear-scores';
import { allocate, type Parameters } from './parameters';
import { softmax, softmaxCrossEntropyBackward, tallyCrossEntropy } from './softmax-cross-entropy';
import type { Tally } from './tally';
import { tileRows } from './tile-rows';
import { penaltyBackward } from './weight-penalty';

/**
 * A linear classifier: P = softmax(X Wᵀ + 1 bᵀ).
 *
 * Samples pass through it a tile of rows at a time: gathered, scored and, for the gradient, used
 * again while the tile is still in the processor's cache. All buffers are allocated here, once.
 */
export class SoftmaxClassifier {
  /** How many rows a tile has room for. */
  private readonly tileRows: number;
  /** X: tile rows × d, standardised. */
  private readonly X: FloatArray;
  /** y: tile rows. */
  private readonly y: Uint8Array;
  /** Tile rows × K: the scores S, then P, then G in their place. */
  private readonly S: FloatArray;

  constructor(
    readonly parameters: Parameters,
    private readonly backend: Backend,
  ) {
    const { classes, features, precision } = parameters;
    this.tileRows = tileRows(features);
    this.X = allocate(precision, this.tileRows * features);
    this.y = new Uint8Array(this.tileRows);
    this.S = allocate(precision, this.tileRows * classes);
  }

  /**
   * The gradient of a mini-batch's cost J = loss + λ Σ W²: dW = Gᵀ X + 2λ W, db = Σ rows of G.
   *
   * @param gradient  dW: K×d and db: K; the output
   * @param data      the data set that the mini-batch is from
   * @param batch     the mini-batch's sample numbers
   * @param lambda    λ, the weight decay
   */
  costGradient(
    gradient: Parameters,
    data: StandardisedSet,
    batch: Uint32Array,
    lambda: number,
  ): void {
    const { X, y, S, backend } = this;
    const { classes: K, weights } = this.parameters;
    gradient.slab.fill(0);
    for (let first = 0; first < batch.length; first += this.tileRows) {
      const rows = this.score(data, batch, first);
      softmax(S, rows, K);
      softmaxCrossEntropyBackward(S, y, rows, K, batch.length);
      scoresBackward(backend, gradient, S, X, rows);
    }
    penaltyBackward(gradient.weights, weights, lambda);
  }

  /**
   * Adds the cross-entropy and the hits of samples to a tally.
   *
   * @param samples  their numbers
   */
  tally(tally: Tally, data: StandardisedSet, samples: Uint32Array): void {
    for (let first = 0; first < samples.length; first += this.tileRows) {
      const rows = this.score(data, samples, first);
      tallyCrossEntropy(this.S, this.y, rows, this.parameters.classes, tally);
    }
  }

  /** Fills X, y and S with the tile that begins at `first`; returns its number of rows. */
  private score(data: StandardisedSet, samples: Uint32Array, first: number): number {
    const rows = Math.min(this.tileRows, samples.length - first);
    data.gather(samples, first, rows, this.X, this.y);
    scoresForward(this.backend, this.S, this.X, this.parameters, rows);
    return rows;
  }
}
