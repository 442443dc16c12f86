import { updateRatio, type TrainingSettings } from '../../../training';
import { Check, type Finding } from '../../finding';
import { figure } from '../../numbers';
import { LARGE_RATIO, SMALL_RATIO } from '../../update-ratio';
import type { Examination } from '../examination';
import { largestSecondMoment } from '../largest-curvature';

const stability = new Check('learning-rate', 'learning rate');
const falling = new Check('first-steps', 'learning rate');
const notFalling = new Check('first-steps', 'update');
const ratio = new Check('first-update-ratio', 'learning rate');

/** The settings that decide the first steps of a run. */
type Setting = Pick<TrainingSettings, 'lambda' | 'eta' | 'batchSize'>;

/** The number of samples for an estimate of the curvature. */
const CURVATURE_SAMPLES = 500;

const curvatures = new WeakMap<Examination, number>();

/**
 * Checks η ≤ 2/L, beyond which gradient descent is unstable; L is the largest curvature of the
 * cost. At the start, where every class has a probability of about 1/K, it is λ_max / K + 2λ for
 * softmax and cross-entropy, where λ_max is the largest eigenvalue of the features' second moments.
 */
export function learningRate(examination: Examination, setting: Setting): Finding {
  const { eta } = setting;
  const limit = limitOf(examination, setting);
  const curvature = 2 / limit;
  const seen = `η = ${eta}; the largest curvature at the start, ${figure(curvature)}, allows η up to ${figure(limit)}`;
  const found = stability.saw(seen, { eta, curvature, limit });
  if (eta <= limit) return found.passed('steps do not overshoot');
  return found.warning(
    `the learning rate is ${figure(eta / limit)} times too large: steps overshoot, costs jump`,
    `take η of ${oneDigit(limit / 2)} or less`,
  );
}

/** Returns 2 / L. */
function limitOf(examination: Examination, { lambda }: Setting): number {
  return 2 / (lossCurvature(examination) + 2 * lambda);
}

function lossCurvature(examination: Examination): number {
  const known = curvatures.get(examination);
  if (known !== undefined) return known;
  const rows = examination.firstRows(CURVATURE_SAMPLES);
  const curvature = largestSecondMoment(rows) / examination.shape.classes;
  curvatures.set(examination, curvature);
  return curvature;
}

/** The number of trial steps. */
const STEPS = 10;
/** If the cost rises, steps are tried again with η divided by this, … */
const CAUTION = 100;
/** … and at most the limit of the curvature divided by this. */
const MARGIN = 10;
/** The smallest relative fall of the cost in all steps that counts as progress. */
const LEAST_FALL = 1e-5;

/**
 * Checks that steps through the first mini-batches lower their cost. If it rises, a second try with
 * a much smaller learning rate tells a wrong learning rate from a wrong step.
 */
export function firstSteps(examination: Examination, setting: Setting): Finding[] {
  const { before, after, ratios } = tryOut(examination, setting, setting.eta);
  const figures = { before, after };
  const seen = `${STEPS} steps of η = ${setting.eta} take the cost from ${figure(before)} to ${figure(after)}`;
  const [found, stuck] = [falling, notFalling].map((check) => check.saw(seen, figures));
  const limit = limitOf(examination, setting);
  if (after === before && ratios.every((value) => value === 0)) {
    const meaning = 'nothing moves at all: the gradient is 0, and no learning rate helps';
    return [stuck.failed(meaning, 'see the check of the gradient')];
  }
  const ratioFinding = judgeRatio(ratios, setting.eta, limit);
  if (after < before * (1 - LEAST_FALL)) {
    return [found.passed('it learns'), ratioFinding];
  }
  if (after <= before) {
    const meaning = 'the cost hardly moves: the learning rate may be far too small';
    const advice = 'take a learning rate 10 times as large';
    return [found.warning(meaning, advice), ratioFinding];
  }
  const smaller = Math.min(setting.eta / CAUTION, limit / MARGIN);
  const careful = tryOut(examination, setting, smaller);
  if (careful.after < careful.before) {
    const advice = `take a smaller one: with η = ${figure(smaller)} the cost falls`;
    const meaning = 'the learning rate is too large: the steps go too far';
    return [found.warning(meaning, advice), ratioFinding];
  }
  const meaning = `it rises with η = ${figure(smaller)} too: not the learning rate, the step is wrong`;
  return [stuck.failed(meaning, 'see the checks of gradient and update')];
}

/** Makes some steps from the initial weights. */
function tryOut(examination: Examination, { lambda, batchSize }: Setting, eta: number) {
  examination.initialParameters();
  const numbers = examination.first(STEPS * batchSize);
  const cost = (): number => examination.evaluate(numbers, lambda).cost;
  const before = cost();
  const step = examination.stepper(lambda, eta);
  const ratios: number[] = [];
  for (let i = 0; i < STEPS; i++) {
    const first = (i * batchSize) % numbers.length;
    const gradient = step(numbers.subarray(first, first + batchSize));
    ratios.push(updateRatio(examination.parameters, gradient, eta));
  }
  return { before, after: cost(), ratios };
}

/** Judges η ‖dW‖ / ‖W‖. A large ratio is a fault only beyond the limit, since initial weights are small. */
function judgeRatio(ratios: readonly number[], eta: number, limit: number): Finding {
  const mean = ratios.reduce((sum, value) => sum + value, 0) / ratios.length;
  const seen = `a step changes the weights by ${figure(100 * mean)} % of their size`;
  const found = ratio.saw(seen, { ratio: mean });
  if (mean > LARGE_RATIO && eta > limit) {
    const meaning = `they change too much: η = ${eta} is too large (some 0.1 % is usual)`;
    const advice = `take η = ${oneDigit(Math.min(eta / 10, limit / 2))} or less`;
    return found.warning(meaning, advice);
  }
  if (mean < SMALL_RATIO) {
    const meaning = 'they hardly move: the learning rate is too small (some 0.1 % is usual)';
    return found.warning(meaning, `take η = ${figure(eta * 10)} or more`);
  }
  return found.passed('some 0.1 % is usual');
}

function oneDigit(value: number): string {
  return String(Number(value.toPrecision(1)));
}
