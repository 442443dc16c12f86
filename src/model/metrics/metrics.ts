/**
 * The metrics of a model on some samples.
 *
 * @category Training
 */
export interface Evaluation {
  /** The mean loss; for cross-entropy in nats. */
  readonly loss: number;
  /** The cost J = loss + λ Σ W². */
  readonly cost: number;
  /** The fraction of samples whose own class has the highest score, from 0 to 1. */
  readonly accuracy: number;
}

/** A summary of predictions, right or wrong. */
export interface Outputs {
  /** The number of samples predicted as each class: K. */
  readonly predicted: readonly number[];
  /** The fraction of samples whose highest probability is above 0.999. */
  readonly saturated: number;
}

/** Above this probability, hardly any gradient is left. */
const SATURATED = 0.999;

/** Accumulates loss, hits and predictions of samples. */
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
   * @param loss              times its weight
   * @param label             its class
   * @param predicted         the class with the highest score
   * @param probability       of the predicted class
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

  /** Σ w l. */
  get totalLoss(): number {
    return this.loss;
  }

  /** What adds up over several processes: Σ w l, hits, samples and the rest, as K + 4 numbers. */
  sums(): Float64Array {
    return Float64Array.of(this.loss, this.hits, this.samples, this.saturated, ...this.predicted);
  }

  /** Takes the sums over all processes. */
  takeSums(sums: Float64Array): void {
    [this.loss, this.hits, this.samples, this.saturated] = sums;
    this.predicted.set(sums.subarray(4));
  }

  /** Returns the means; the cost is the mean loss plus the penalty λ Σ W². */
  evaluation(penalty: number): Evaluation {
    const loss = this.loss / this.samples;
    return { loss, cost: loss + penalty, accuracy: this.hits / this.samples };
  }

  outputs(): Outputs {
    return { predicted: [...this.predicted], saturated: this.saturated / this.samples };
  }
}
