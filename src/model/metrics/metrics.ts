/**
 * Metrics of a model on some samples.
 *
 * @category Training
 */
export interface Evaluation {
  /** The mean loss; for cross-entropy in nats. */
  readonly loss: number;
  /** The cost J = loss + λ Σ W². */
  readonly cost: number;
  /** The fraction of the samples whose own class has the highest score: from 0 to 1. */
  readonly accuracy: number;
}

/** What a model predicts on some samples, right or wrong. */
export interface Outputs {
  /** How many samples are predicted to be of each class: K. */
  readonly predicted: readonly number[];
  /** The fraction of the samples whose highest probability is above 0.999, where hardly a gradient is left. */
  readonly saturated: number;
}

/** A probability above this leaves hardly a gradient. */
const SATURATED = 0.999;

/** Sums up the loss, the hits and the predictions of samples as they are seen. */
export class Metrics {
  private loss = 0;
  private hits = 0;
  private samples = 0;
  private saturated = 0;
  private readonly predicted: Uint32Array;

  constructor(classes: number) {
    this.predicted = new Uint32Array(classes);
  }

  /**
   * Adds a sample.
   *
   * @param loss             times its weight
   * @param label            its class
   * @param predicted        the class with the highest score
   * @param probability      of that class
   * @param _trueProbability  of its own class
   */
  add(
    loss: number,
    label: number,
    predicted: number,
    probability: number,
    _trueProbability: number,
  ): void {
    this.loss += loss;
    this.samples++;
    this.predicted[predicted]++;
    if (predicted === label) this.hits++;
    if (probability > SATURATED) this.saturated++;
  }

  /** Σ of the samples' losses, each times its weight. */
  get totalLoss(): number {
    return this.loss;
  }

  /** The means, with the penalty λ Σ W² on top of the loss for the cost. */
  evaluation(penalty: number): Evaluation {
    const loss = this.loss / this.samples;
    return { loss, cost: loss + penalty, accuracy: this.hits / this.samples };
  }

  outputs(): Outputs {
    return { predicted: [...this.predicted], saturated: this.saturated / this.samples };
  }
}
