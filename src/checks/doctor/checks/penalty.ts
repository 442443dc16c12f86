import { Check, type Finding } from '../../finding';
import { figure, largest, multiple, norm } from '../../numbers';
import type { Examination } from '../examination';
import { textbookSumOfSquares } from '../textbook';

const cost = new Check('penalty-cost', 'regularisation');
const gradient = new Check('penalty-gradient', 'regularisation');

/** The weight decays to try. Two suffice, as the cost is linear in λ. */
const LAMBDAS = [0.1, 1];
const SAMPLES = 20;

/** Checks that the cost grows with λ by exactly λ Σ W², and the loss doesn't. */
export function penaltyCost(examination: Examination): Finding {
  const { shape } = examination;
  const flat = examination.ordinaryParameters();
  const numbers = examination.first(SAMPLES);
  const sumOfSquares = textbookSumOfSquares(flat, shape);
  const at = (lambda: number) => examination.evaluate(numbers, lambda);
  const base = at(0);
  const penalised = LAMBDAS.map(at);
  const grows = penalised.map(({ cost }) => cost - base.cost);
  const isLossUnmoved = penalised.every(({ loss }) => loss === base.loss);
  const factor = multiple(
    grows,
    LAMBDAS.map((lambda) => lambda * sumOfSquares),
  );
  const errors = grows.map((growth, i) => growth - LAMBDAS[i] * sumOfSquares);
  const seen = `from λ = 0 to 1 the cost grows by ${figure(grows[1])}, where Σ W² is ${figure(sumOfSquares)}`;
  const found = cost.saw(seen, { growth: grows[1], sumOfSquares });
  if (base.cost === base.loss && isLossUnmoved && largest(errors) <= 1e-9 * sumOfSquares) {
    return found.passed('the penalty is λ Σ W², and in the cost alone');
  }
  const bias = norm(flat.subarray(shape.classes * shape.features)) ** 2;
  const meaning =
    Math.abs(grows[1] - sumOfSquares - bias) <= 1e-9 * sumOfSquares
      ? 'the bias is penalised too'
      : `the penalty is ${figure(factor)} times λ Σ W²`;
  return found.failed(meaning, 'penalise the cost by λ Σ W², without the bias');
}

/** Checks that the gradient grows with λ by exactly 2λ W, and by 0 for the bias. */
export function penaltyGradient(examination: Examination): Finding {
  const { classes, features } = examination.shape;
  const flat = examination.ordinaryParameters();
  const numbers = examination.first(SAMPLES);
  const base = examination.gradient(numbers, 0);
  const growth = examination.gradient(numbers, 1).map((value, at) => value - base[at]);
  const weights = flat.subarray(0, classes * features);
  const ofWeights = growth.subarray(0, weights.length);
  const ofBias = growth.subarray(weights.length);
  const error = largest(ofWeights.map((value, at) => value - 2 * weights[at]));
  const factor = multiple(ofWeights, weights);
  const figures = { factor, biasGrowth: largest(ofBias) };
  const seen =
    `from λ = 0 to 1 the gradient grows by ${figure(factor)} W ` +
    `and, for the bias, by up to ${figure(figures.biasGrowth)}`;
  const found = gradient.saw(seen, figures);
  const isBiasFree = figures.biasGrowth <= 1e-9;
  if (error <= 1e-9 && isBiasFree) return found.passed('it is 2λ W, and the bias is not penalised');
  const meaning =
    error <= 1e-9
      ? 'the bias is penalised'
      : Math.abs(factor - 1) <= 1e-6
        ? "the factor 2 of the penalty's gradient is dropped"
        : 'it is not 2λ W';
  return found.failed(meaning, 'add 2λ W to dW, and nothing to db');
}
