import type { BatchPart } from '../../data';
import type { Metrics } from '../metrics/metrics';

/** The outputs of a fused pass that evaluates samples, with room for some numbers each. */
export class EvaluationOutputs {
  readonly losses: Float64Array;
  readonly predicted: Uint16Array;
  readonly probabilities: Float64Array;
  readonly trueProbabilities: Float64Array;

  constructor(room: number) {
    this.losses = new Float64Array(room);
    this.predicted = new Uint16Array(room);
    this.probabilities = new Float64Array(room);
    this.trueProbabilities = new Float64Array(room);
  }

  /**
   * Adds the rows of one run to the metrics of each model.
   *
   * @param y  the labels of all samples
   */
  addTo(metrics: readonly Metrics[], y: ArrayLike<number>, rows: BatchPart): void {
    const { losses, predicted, probabilities, trueProbabilities } = this;
    const { samples, numbers, first, count } = rows;
    const { weights } = samples;
    for (let m = 0, at = 0; m < metrics.length; m++) {
      for (let i = 0; i < count; i++, at++) {
        const number = numbers[first + i];
        const loss = weights === null ? losses[at] : weights[number] * losses[at];
        metrics[m].add(loss, y[number], predicted[at], probabilities[at], trueProbabilities[at]);
      }
    }
  }
}
