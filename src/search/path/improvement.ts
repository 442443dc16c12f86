import type { Evaluation } from '../../model';

/** How long validation scores have not improved, along a path of λ. */
export class Improvement {
  /** The scores since the last that was the best so far, by accuracy or by loss. */
  idle = 0;
  private accuracy = -Infinity;
  private loss = Infinity;

  add(score: Pick<Evaluation, 'accuracy' | 'loss'> | null): void {
    const { accuracy, loss } = score ?? { accuracy: NaN, loss: NaN };
    const isBest = accuracy > this.accuracy || loss < this.loss;
    this.accuracy = Math.max(this.accuracy, accuracy);
    this.loss = Math.min(this.loss, loss);
    this.idle = isBest ? 0 : this.idle + 1;
  }
}
