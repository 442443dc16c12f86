/** How good a model is on some samples. */
export interface Evaluation {
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** J = loss + λ Σ W². */
  readonly cost: number;
  /** Fraction of the samples whose label has the highest score. */
  readonly accuracy: number;
}

/** Sums up the loss and the hits of samples as they are seen. */
export class Tally {
  private loss = 0;
  private hits = 0;
  private samples = 0;

  add(loss: number, hit: boolean): void {
    this.loss += loss;
    if (hit) this.hits++;
    this.samples++;
  }

  /** The means, with the penalty λ Σ W² on top of the loss for the cost. */
  evaluation(penalty: number): Evaluation {
    const loss = this.loss / this.samples;
    return { loss, cost: loss + penalty, accuracy: this.hits / this.samples };
  }
}
