import { checkGradients } from '../../gradient/check-gradients';
import { classifierCost } from '../../gradient/classifier-cost';
import { Check, type Finding } from '../../finding';
import { figure, largest, largestDifference, multiple } from '../../numbers';
import type { Examination } from '../examination';
import { textbookGradient } from '../textbook';

const definition = new Check('gradient-definition', 'gradient');
const numerical = new Check('gradient-check', 'gradient');

/** Enough for several tiles, the last one not full. */
const SAMPLES = 107;
const TOLERANCE = 1e-9;
const LAMBDA = 0.1;

/** Checks that the gradient of a mini-batch is the textbook's, over all of its rows. */
export function gradientDefinition(examination: Examination): Finding {
  const { shape, objective } = examination;
  const flat = examination.ordinaryParameters();
  const numbers = examination.first(SAMPLES);
  const seenGradient = examination.gradient(numbers, 0);
  const by = (count: number) =>
    textbookGradient(objective, flat, shape, examination.firstRows(count), 0);
  const expected = by(SAMPLES);
  const error = largestDifference(seenGradient, expected) / largest(expected);
  const figures = { samples: numbers.length, error };
  const seen =
    `the gradient on ${numbers.length} samples is up to ${figure(error)} of its largest element ` +
    'from the definition';
  if (error <= TOLERANCE) {
    return definition.saw(seen, figures).passed('it is Gᵀ X and Σ G of all rows');
  }
  const factor = multiple(seenGradient, expected);
  const meaning = whatIsWrong(seenGradient, expected, factor, numbers.length, by);
  const advice = 'check G = (P − Y) / n, Gᵀ X and the sum of G: signs, shapes, and every row once';
  return definition.saw(seen, { ...figures, factor }).failed(meaning, advice);
}

function whatIsWrong(
  seen: Float64Array,
  expected: Float64Array,
  factor: number,
  n: number,
  by: (count: number) => Float64Array,
): string {
  const is = (other: Float64Array): boolean =>
    largestDifference(seen, other) <= 1e-6 * largest(expected);
  if (is(expected.map((value) => factor * value))) {
    if (Math.abs(factor / n - 1) < 1e-6) return 'it is the sum over the samples, not their mean';
    if (Math.abs(factor + 1) < 1e-6) return 'its sign is flipped';
    return `it is ${figure(factor)} times what it should be`;
  }
  if (is(expected.map((value) => value + 1))) {
    return 'it is added to the earlier content of its array';
  }
  if (n > 1) {
    const withoutLast = by(n - 1);
    if ([1, (n - 1) / n].some((scale) => is(withoutLast.map((value) => scale * value)))) {
      return 'the last row of the mini-batch is left out';
    }
  }
  return 'it is another function of the samples';
}

/** Checks some partial derivatives against the slope of the cost that the curves show. */
export async function gradientCheck(
  examination: Examination,
  signal?: AbortSignal,
): Promise<Finding> {
  const { parameters, training } = examination;
  examination.ordinaryParameters();
  const numbers = examination.first(20);
  const cost = classifierCost(examination.cost(LAMBDA), parameters, training, numbers);
  if (!Number.isFinite(cost.cost())) {
    const seen = `the cost of ${numbers.length} samples is ${cost.cost()}`;
    return numerical.saw(seen).failed('it has no slope', 'check the data and the loss first');
  }
  const { passed, groups, causes } = await checkGradients(cost, { sampled: 100, signal });
  const largestError = Math.max(...groups.map((group) => group.largestError));
  const below = Math.min(...groups.map((group) => group.belowTolerance));
  const seen =
    `analytic and numerical derivatives differ by up to ${figure(largestError)}; ` +
    `${(100 * below).toFixed(2)} % by less than 1e-6`;
  const found = numerical.saw(seen, { largestError, belowTolerance: below });
  if (passed) return found.passed('the gradient is the slope of the cost');
  const meaning = causes.length > 0 ? causes.join('; ') : 'gradient and cost do not fit together';
  const advice = 'see which of the two is off by its definition, then run bin/check-gradients.ts';
  return found.failed(meaning, advice);
}
