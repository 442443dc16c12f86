import { LOSS_FUNCTIONS } from '../../../model';
import { Check, type Finding } from '../../finding';
import { figure } from '../../numbers';
import type { Examination } from '../examination';
import { largestSecondMoment } from '../largest-curvature';

const overfitting = new Check('overfit-few', 'gradient');

const SAMPLES = 20;
const STEPS = 1000;
/** A loss near zero, in nats: a probability of 99 % for the true class. */
const NEAR_ZERO = 0.01;

/**
 * Checks that plain gradient descent takes the loss of 20 samples to zero, if they have as many
 * features. The learning rate follows from a safe bound on the curvature, the loss's own times
 * λ_max of the second moments, so that it is never the reason for a failure.
 */
export function overfitFew(examination: Examination): Finding {
  const { shape, objective } = examination;
  examination.initialParameters();
  const numbers = examination.first(SAMPLES);
  if (objective.labelSmoothing > 0) {
    return overfitting
      .saw(`label smoothing ${objective.labelSmoothing}`)
      .skipped('it keeps the loss of what is learnt by heart above 0');
  }
  if (shape.features < numbers.length) {
    return overfitting
      .saw(`${shape.features} features for ${numbers.length} samples`)
      .skipped('a linear model may be unable to learn so many by heart');
  }
  const { curvature } = LOSS_FUNCTIONS[objective.loss];
  const steepest =
    (curvature(shape.classes) ?? 1 / 2) * largestSecondMoment(examination.rows(numbers));
  const eta = 1 / steepest;
  const loss = (): number => examination.evaluate(numbers, 0).loss;
  const before = loss();
  const step = examination.stepper(0, eta);
  let after = before;
  let steps = 0;
  while (steps < STEPS && after > NEAR_ZERO) {
    step(numbers);
    if (++steps % 20 === 0) after = loss();
  }
  const seen = `the loss of ${numbers.length} samples goes from ${figure(before)} to ${figure(after)} in ${steps} steps`;
  const found = overfitting.saw(seen, { samples: numbers.length, before, after, steps });
  if (after <= NEAR_ZERO) return found.passed('the model can learn them by heart, as it should');
  return found.failed(
    'the model cannot even learn them by heart',
    'see which other check fails; else look for samples that are the same with other labels',
  );
}
