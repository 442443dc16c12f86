import type { Check, Finding } from '../../checks';
import { checkOwnCode } from '../checks/check-own-code';
import { realProblems } from '../checks/problems';
import { OwnCodeError } from '../own-code-error';
import { functionFinding } from './function-findings';
import { initialLoss } from './initial-loss';
import { labelSignal } from './label-signal';
import { overfitFew } from './overfitting';
import { smallEpoch } from './small-epoch';
import { standardisedValidation } from './standardising';
import type { CodeSubject } from './subject';
import type { WholeCheck } from './whole-check';

/** In the order of a training. */
const WHOLE: readonly WholeCheck[] = [
  standardisedValidation,
  labelSignal,
  initialLoss,
  smallEpoch,
  overfitFew,
];

/** Samples of a real problem, and derivatives of it that are compared with numerical ones. */
const REAL = { samples: 20, sampled: 4, lambdas: [0, 0.1] };

/** Examines each function by itself, and yields a finding for each. */
export async function* examineFunctions(subject: CodeSubject): AsyncGenerator<Finding> {
  const { code, data, settings } = subject;
  const { samples, sampled, lambdas } = REAL;
  const count = Math.min(samples, data.training.samples);
  const real = realProblems(data.training, { samples: count, seed: settings.seed, lambdas });
  const { findings } = await checkOwnCode(code, { real, sampled });
  yield* findings.map(functionFinding);
}

/**
 * Examines code of the user's own: each function by itself, then what they do together on real data. A
 * check of functions that aren't written is skipped.
 *
 * @throws the signal's reason of `code`
 */
export async function* examineOwnCode(subject: CodeSubject): AsyncGenerator<Finding> {
  const unwritten = new Set<string>();
  for await (const finding of examineFunctions(subject)) {
    if (finding.verdict === 'skipped') unwritten.add(finding.check);
    yield finding;
  }
  for (const { check, needs, examine } of WHOLE) {
    const missing = needs.filter((name) => unwritten.has(`code-${name}`));
    if (missing.length > 0) {
      yield check.saw(`${missing.join(' and ')} not written yet`).skipped('it needs them');
      continue;
    }
    yield await examined(check, () => examine(subject));
  }
}

/** A failure of the code is a finding. */
async function examined(check: Check, examine: () => Promise<Finding>): Promise<Finding> {
  try {
    return await examine();
  } catch (error) {
    if (!(error instanceof OwnCodeError)) throw error;
    const { functionName, fault } = error;
    const seen = functionName === null ? fault : `${functionName}: ${fault}`;
    return check.saw(seen).failed('the check could not be finished', 'mend this first');
  }
}
