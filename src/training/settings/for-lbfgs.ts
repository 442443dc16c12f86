import { argumentError, assertInteger } from '../../errors';
import { LOSS_FUNCTIONS, LOSSES, type Loss } from '../../model';

/** The most classes of L-BFGS, which minimises b exactly: by a Hessian of K×K. */
const MOST_CLASSES = 4096;

/** Throws a RangeError unless the solver `lbfgs` can minimise the loss over so many classes. */
export function assertForLbfgs(loss: Loss, classes: number): void {
  const smooth = LOSSES.filter((name) => LOSS_FUNCTIONS[name].addDerivatives !== undefined);
  if (!smooth.includes(loss)) {
    const expected = `${smooth.join(' or ')} for the solver lbfgs, which needs a smooth loss`;
    throw argumentError(RangeError, 'loss', expected, loss);
  }
  assertInteger('classes.length (solver lbfgs)', classes, 0, MOST_CLASSES);
}
