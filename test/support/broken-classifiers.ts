import type { Backend } from '../../src/backend';
import type { Samples } from '../../src/data';
import { Parameters, LinearModel, type Update, type Evaluation, type Tally } from '../../src/model';

type Breakage = (gradient: Parameters, situation: Situation) => void;

/** What a gradient was computed of. */
interface Situation {
  readonly classifier: LinearModel;
  readonly samples: Samples;
  readonly batch: Uint32Array;
  readonly lambda: number;
}

/** A classifier that steps along the gradient that it gives, right or wrong. */
class SteppingByGradient extends LinearModel {
  override step(
    gradient: Parameters,
    samples: Samples,
    batch: Uint32Array,
    lambda: number,
    { etas }: Update,
  ): void {
    this.costGradient(gradient, samples, batch, lambda);
    const { values } = this.parameters;
    for (let i = 0; i < values.length; i++) values[i] -= etas[0] * gradient.values[i];
  }
}

/** A classifier whose gradient goes through `breakage` before it is handed out. */
function withGradient(breakage: Breakage): typeof LinearModel {
  return class extends SteppingByGradient {
    override costGradient(
      gradient: Parameters,
      samples: Samples,
      batch: Uint32Array,
      lambda: number,
    ): void {
      super.costGradient(gradient, samples, batch, lambda);
      breakage(gradient, { classifier: this, samples, batch, lambda });
    }
  };
}

const scaleBy =
  (factor: (situation: Situation) => number): Breakage =>
  (gradient, situation) => {
    const c = factor(situation);
    gradient.values.forEach((value, i) => (gradient.values[i] = c * value));
  };

/** W and dW, element by element. */
const addToWeights =
  (addend: (w: number, lambda: number) => number): Breakage =>
  ({ weights }, { classifier, lambda }) => {
    weights.forEach((g, i) => (weights[i] = g + addend(classifier.parameters.weights[i], lambda)));
  };

const transpose: Breakage = ({ weights, classes: K, features: d }) => {
  const right = weights.slice();
  right.forEach((g, at) => (weights[(at % d) * K + Math.floor(at / d)] = g));
};

/** As when a loop over the rows ends one too early. */
class LastRowLeftOut extends SteppingByGradient {
  override costGradient(
    gradient: Parameters,
    samples: Samples,
    batch: Uint32Array,
    lambda: number,
  ): void {
    const n = batch.length;
    super.costGradient(gradient, samples, batch.subarray(0, n - 1), 0);
    gradient.values.forEach((g, i) => (gradient.values[i] = (g * (n - 1)) / n));
    const { weights } = this.parameters;
    weights.forEach((w, i) => (gradient.weights[i] += 2 * lambda * w));
  }
}

/** Loss and gradient with exp(S) / Σ exp(S), as it stands in the book. */
class NoMaximumSubtracted extends SteppingByGradient {
  override evaluate(samples: Samples, numbers: Uint32Array, lambda: number): Evaluation {
    const right = super.evaluate(samples, numbers, lambda);
    return this.overflows(samples, numbers) ? { ...right, loss: NaN, cost: NaN } : right;
  }

  override costGradient(
    gradient: Parameters,
    samples: Samples,
    batch: Uint32Array,
    lambda: number,
  ): void {
    super.costGradient(gradient, samples, batch, lambda);
    if (this.overflows(samples, batch)) gradient.values.fill(NaN);
  }

  /** Whether the exponential of a score is ∞. */
  private overflows(samples: Samples, numbers: Uint32Array): boolean {
    const { classes, features: d, weights, bias } = this.parameters;
    const X = new Float64Array(numbers.length * d);
    samples.gather(numbers, 0, numbers.length, X, new Uint16Array(numbers.length));
    for (let i = 0; i < numbers.length; i++) {
      for (let k = 0; k < classes; k++) {
        let score = bias[k];
        for (let j = 0; j < d; j++) score += weights[k * d + j] * X[i * d + j];
        if (Math.exp(score) === Infinity) return true;
      }
    }
    return false;
  }
}

/** Evaluations that go through `breakage` before they are handed out. */
function withEvaluation(
  breakage: (right: Evaluation, classifier: LinearModel, lambda: number) => Evaluation,
): typeof LinearModel {
  return class extends LinearModel {
    override evaluation(tally: Tally, lambda: number): Evaluation {
      return breakage(super.evaluation(tally, lambda), this, lambda);
    }
  };
}

const sumOfSquares = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value * value, 0);

/** Classifiers with a mistake each, by the mistake. */
export const BROKEN = {
  'factor 2 of the penalty dropped': withGradient(addToWeights((w, lambda) => -lambda * w)),
  'penalty missing in the gradient': withGradient(addToWeights((w, lambda) => -2 * lambda * w)),
  'bias penalised in the gradient': withGradient(({ bias }, { classifier, lambda }) =>
    bias.forEach((g, k) => (bias[k] = g + 2 * lambda * classifier.parameters.bias[k])),
  ),
  'bias penalised in the cost': withEvaluation((right, { parameters }, lambda) => ({
    ...right,
    cost: right.cost + lambda * sumOfSquares(parameters.bias),
  })),
  'sign flipped': withGradient(scaleBy(() => -1)),
  'gradient zero': withGradient(scaleBy(() => 0)),
  'gradient halved': withGradient(scaleBy(() => 0.5)),
  'mean forgotten in the gradient': withGradient(scaleBy(({ batch }) => batch.length)),
  'mean taken twice in the gradient': withGradient(scaleBy(({ batch }) => 1 / batch.length)),
  transposed: withGradient(transpose),
  'last row left out': LastRowLeftOut,
  'maximum not subtracted': NoMaximumSubtracted,
  'one derivative wrong': withGradient(({ weights, features }) => {
    weights[features + 2] += 1e-5;
  }),
  'loss in bits': withEvaluation(({ loss, cost, accuracy }) => ({
    loss: loss / Math.LN2,
    cost: cost - loss + loss / Math.LN2,
    accuracy,
  })),
  'accuracy of the complement': withEvaluation((right) => ({
    ...right,
    accuracy: 1 - right.accuracy,
  })),
  'penalty halved in the cost': withEvaluation(({ loss, cost, accuracy }) => ({
    loss,
    cost: loss + (cost - loss) / 2,
    accuracy,
  })),
} satisfies Record<string, new (parameters: Parameters, backend: Backend) => LinearModel>;
