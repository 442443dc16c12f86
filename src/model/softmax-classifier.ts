import type { Backend, FloatArray } from '../backend';
import type { Samples } from '../data';
import { scoresBackward, scoresForward } from './linear-scores';
import { allocate, type Parameters } from './parameters';
import { softmax, softmaxCrossEntropyBackward, tallyCrossEntropy } from './softmax-cross-entropy';
import { Tally, type Evaluation } from './tally';
import { defaultTileRows } from './tile-rows';
import { penaltyBackward, penaltyForward } from './weight-penalty';

/**
 * A linear classifier: P = softmax(X Wᵀ + 1 bᵀ).
 *
 * Samples pass through it a tile of rows at a time: gathered, scored and, for the gradient, used
 * again while the tile is still in the processor's cache. All buffers are allocated here, once.
 */
export class SoftmaxClassifier {
  /** X: tile rows × d, standardised. */
  private readonly X: FloatArray;
  /** y: tile rows. */
  private readonly y: Uint16Array;
  /** Tile rows × K: the scores S, then P, then G in their place. */
  private readonly S: FloatArray;

  /** @param tileRows  how many rows a tile has room for; by default what suits the features */
  constructor(
    readonly parameters: Parameters,
    private readonly backend: Backend,
    private readonly tileRows: number = defaultTileRows(parameters.features),
  ) {
    const { classes, features, precision } = parameters;
    this.X = allocate(precision, tileRows * features);
    this.y = new Uint16Array(tileRows);
    this.S = allocate(precision, tileRows * classes);
  }

  /**
   * The cost J = loss + λ Σ W² on samples, with what it is made of, and the accuracy. The learning
   * curves are made of the same two steps: `tally`, a slice of samples at a time, and `evaluation`.
   *
   * @param numbers  the samples' numbers
   * @param lambda   λ, the weight decay
   */
  evaluate(samples: Samples, numbers: Uint32Array, lambda: number): Evaluation {
    const tally = new Tally(this.parameters.classes);
    this.tally(tally, samples, numbers);
    return this.evaluation(tally, lambda);
  }

  /**
   * The gradient of a mini-batch's cost J = loss + λ Σ W²: dW = Gᵀ X + 2λ W, db = Σ rows of G.
   *
   * @param gradient  dW: K×d and db: K; the output
   * @param samples   what the mini-batch is from
   * @param batch     the mini-batch's sample numbers
   * @param lambda    λ, the weight decay
   */
  costGradient(gradient: Parameters, samples: Samples, batch: Uint32Array, lambda: number): void {
    const { X, y, S, backend } = this;
    const { classes: K, weights } = this.parameters;
    gradient.slab.fill(0);
    for (let first = 0; first < batch.length; first += this.tileRows) {
      const rows = this.score(samples, batch, first);
      softmax(S, rows, K);
      softmaxCrossEntropyBackward(S, y, rows, K, batch.length);
      scoresBackward(backend, gradient, S, X, rows);
    }
    penaltyBackward(gradient.weights, weights, lambda);
  }

  /** Adds the cross-entropy and the answers of samples to a tally. */
  tally(tally: Tally, samples: Samples, numbers: Uint32Array): void {
    for (let first = 0; first < numbers.length; first += this.tileRows) {
      const rows = this.score(samples, numbers, first);
      tallyCrossEntropy(this.S, this.y, rows, this.parameters.classes, tally);
    }
  }

  /** What a tally comes to, with the penalty of the weights as they are now. */
  evaluation(tally: Tally, lambda: number): Evaluation {
    return tally.evaluation(penaltyForward(this.parameters.weights, lambda));
  }

  /** Fills X, y and S with the tile that begins at `first`; returns its number of rows. */
  private score(samples: Samples, numbers: Uint32Array, first: number): number {
    const rows = Math.min(this.tileRows, numbers.length - first);
    samples.gather(numbers, first, rows, this.X, this.y);
    scoresForward(this.backend, this.S, this.X, this.parameters, rows);
    return rows;
  }
}
