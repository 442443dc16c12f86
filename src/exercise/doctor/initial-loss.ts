import { Check, figure, type Finding } from '../../checks';
import { initialParameters, standardisedRows, type CodeSubject } from './subject';
import type { WholeCheck } from './whole-check';

const initial = new Check('code-initial-loss', 'loss');

const SAMPLES = 200;
const TOLERANCE = 0.15;

/** Checks that the cost before the first step, without penalty, is that of guessing: ln K. */
export const initialLoss: WholeCheck = { check: initial, needs: ['cost'], examine };

async function examine(subject: CodeSubject): Promise<Finding> {
  const rows = standardisedRows(subject, SAMPLES);
  const loss = await subject.code.cost(rows, initialParameters(subject), 0);
  const guessing = Math.log(subject.data.training.classes.length);
  const seen = `before the first step its cost is ${figure(loss)}, where guessing has ln K = ${figure(guessing)}`;
  const found = initial.saw(seen, { loss, guessing });
  if (Math.abs(loss - guessing) <= TOLERANCE * guessing) {
    return found.passed('the model starts out knowing nothing');
  }
  return found.failed(
    'it is not the mean cross-entropy of a model that knows nothing',
    'check the mean over the samples, the natural logarithm and the softmax in cost',
  );
}
