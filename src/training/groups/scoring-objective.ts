import type { Backend, FloatArray } from '../../backend';
import type { Batch, Samples } from '../../data';
import {
  LinearObjective,
  LOSS_FUNCTIONS,
  type Metrics,
  type Objective,
  type Parameters,
  type Stack,
} from '../../model';

/** Hears the scores of samples. @param S  of those from `first` on: count×K; valid during the call */
export type OnScores = (samples: Samples, first: number, S: FloatArray) => void;

/** An objective of one model that evaluates samples by their scores, and hands these out. */
export class ScoringObjective extends LinearObjective {
  private room: FloatArray;

  constructor(
    private readonly kernels: Backend,
    parameters: Stack,
    private readonly own: Objective,
    options: Pick<LinearObjective, 'lambdas' | 'plan'>,
    private readonly onScores: OnScores,
  ) {
    super(kernels, parameters, {
      objective: own,
      lambdas: [...options.lambdas],
      plan: options.plan,
    });
    this.room = kernels.allocate(parameters.dtype, 0);
  }

  override evaluate(metrics: readonly Metrics[], { members }: Stack, batch: Batch): void {
    const [model] = members;
    for (const { samples, first, count } of batch) {
      const S = this.scored(model, samples, first, count);
      this.onScores(samples, first, S);
      const y = Uint16Array.from(samples.labels.subarray(first, first + count));
      const weights = samples.weights?.subarray(first, first + count) ?? null;
      const rows = { S, y, weights, rows: count, classes: model.classes };
      LOSS_FUNCTIONS[this.own.loss].evaluate(rows, this.own.labelSmoothing, metrics[0]);
    }
  }

  private scored(model: Parameters, samples: Samples, first: number, count: number): FloatArray {
    const length = count * model.classes;
    if (this.room.length < length) this.room = this.kernels.allocate(model.dtype, length);
    const S = this.room.subarray(0, length);
    this.scores(S, model, samples, first, count);
    return S;
  }
}
