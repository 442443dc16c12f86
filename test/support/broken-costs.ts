import type { Batch, Samples } from '../../src/data';
import {
  LinearObjective,
  type Evaluation,
  type Parameters,
  type Stack,
  type Metrics,
  type StepRule,
} from '../../src/model';

type Breakage = (gradient: Parameters, situation: Situation) => void;

/** The arguments of a gradient. */
interface Situation {
  readonly parameters: Parameters;
  readonly batch: Uint32Array;
  readonly lambda: number;
}

/** A cost whose step uses its own, possibly wrong gradient. */
class SteppingByGradient extends LinearObjective {
  override step(gradients: Stack, parameters: Stack, batch: Batch, { etas }: StepRule): void {
    const [{ samples, numbers, first, count }] = batch;
    this.gradient(gradients, parameters, samples, numbers.subarray(first, first + count));
    const [gradient, { values: flat }] = [gradients.members[0], parameters.members[0]];
    for (let i = 0; i < flat.length; i++) flat[i] -= etas[0] * gradient.values[i];
  }
}

/** A cost whose gradient is changed by `breakage`. */
function withGradient(breakage: Breakage): typeof LinearObjective {
  return class extends SteppingByGradient {
    override gradient(
      gradients: Stack,
      parameters: Stack,
      samples: Samples,
      batch: Uint32Array,
    ): void {
      super.gradient(gradients, parameters, samples, batch);
      const situation = { parameters: parameters.members[0], batch, lambda: this.lambdas[0] };
      breakage(gradients.members[0], situation);
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
  ({ weights }, { parameters, lambda }) => {
    weights.forEach((g, i) => (weights[i] = g + addend(parameters.weights[i], lambda)));
  };

const transpose: Breakage = ({ weights, classes: K, features: d }) => {
  const right = weights.slice();
  right.forEach((g, at) => (weights[(at % d) * K + Math.floor(at / d)] = g));
};

/** A loop over the rows that ends one too early. */
class LastRowLeftOut extends SteppingByGradient {
  override gradient(
    gradients: Stack,
    parameters: Stack,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    const n = batch.length;
    super.gradient(gradients, parameters, samples, batch.subarray(0, n - 1));
    const [gradient, { weights }] = [gradients.members[0], parameters.members[0]];
    const [lambda] = this.lambdas;
    weights.forEach((w, i) => (gradient.weights[i] -= 2 * lambda * w));
    gradient.values.forEach((g, i) => (gradient.values[i] = (g * (n - 1)) / n));
    weights.forEach((w, i) => (gradient.weights[i] += 2 * lambda * w));
  }
}

/** Loss and gradient with exp(S) / Σ exp(S), without subtracting the maximum. */
class NoMaximumSubtracted extends SteppingByGradient {
  override cost(parameters: Stack, samples: Samples, numbers: Uint32Array): Evaluation {
    const right = super.cost(parameters, samples, numbers);
    return overflows(parameters, samples, numbers) ? { ...right, loss: NaN, cost: NaN } : right;
  }

  override gradient(
    gradients: Stack,
    parameters: Stack,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    super.gradient(gradients, parameters, samples, batch);
    if (overflows(parameters, samples, batch)) gradients.values.fill(NaN);
  }
}

/** Returns true if the exponential of a score is ∞. */
function overflows({ members }: Stack, samples: Samples, numbers: Uint32Array): boolean {
  const [{ classes, features: d, weights, bias }] = members;
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

/** A cost whose evaluations are changed by `breakage`. */
function withEvaluation(
  breakage: (right: Evaluation, parameters: Parameters, lambda: number) => Evaluation,
): typeof LinearObjective {
  return class extends LinearObjective {
    override evaluation(metrics: Metrics, parameters: Stack): Evaluation {
      const right = super.evaluation(metrics, parameters);
      return breakage(right, parameters.members[0], this.lambdas[0]);
    }
  };
}

const sumOfSquares = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value * value, 0);

/** Costs with one mistake each, by its name. */
export const BROKEN = {
  'factor 2 of the penalty dropped': withGradient(addToWeights((w, lambda) => -lambda * w)),
  'penalty missing in the gradient': withGradient(addToWeights((w, lambda) => -2 * lambda * w)),
  'bias penalised in the gradient': withGradient(({ bias }, { parameters, lambda }) =>
    bias.forEach((g, k) => (bias[k] = g + 2 * lambda * parameters.bias[k])),
  ),
  'bias penalised in the cost': withEvaluation((right, { bias }, lambda) => ({
    ...right,
    cost: right.cost + lambda * sumOfSquares(bias),
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
} satisfies Record<string, typeof LinearObjective>;
