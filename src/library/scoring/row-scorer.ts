import type { Row } from '../../data';
import { fold, type FittedModel, type FoldedModel } from '../../model';

/** Scores single rows in plain JavaScript, with the standardisation folded in, without allocating. */
export class RowScorer {
  private folded: FoldedModel | undefined;
  private centred = new Float64Array(0);

  constructor(private readonly model: FittedModel) {}

  /** Computes s = W' (x − c) + b'. @param scores  K; the output */
  score(row: Row, scores: Float64Array): void {
    const { weights, bias, centre } = (this.folded ??= fold(this.model, 'float64'));
    const x = centre === null ? row : this.minus(row, centre);
    const d = x.length;
    for (let k = 0; k < scores.length; k++) {
      let score = bias[k];
      for (let j = 0, at = k * d; j < d; j++, at++) score += weights[at] * x[j];
      scores[k] = score;
    }
  }

  private minus(row: Row, centre: Float64Array): Float64Array {
    if (this.centred.length === 0) this.centred = new Float64Array(centre.length);
    for (let j = 0; j < centre.length; j++) this.centred[j] = row[j] - centre[j];
    return this.centred;
  }
}
