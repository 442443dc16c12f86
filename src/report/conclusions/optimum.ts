import { isBatch, wholeSettings } from '../../training';
import type { Conclusion } from '../results/conclusion';
import type { IndexedRun } from '../results/run-labels';
import { accuracyWords, atMost, gapWords } from '../text/certificate-words';
import { count, nats, small } from '../text/format';
import type { Rule } from './rule';
import { capital } from './words';

const RULE =
  'with b minimised exactly, the cost J is 2λ-strongly convex in W: J − J* ≤ ‖∂J/∂W‖² / 4λ and ' +
  '‖W − W*‖ ≤ ‖∂J/∂W‖ / 2λ, whatever the data are; a run is at the optimum if this gap is within ' +
  'the tolerance, relative to J; at λ = 0 nothing bounds it';

/** How much each run of a solver that goes to the optimum could still gain. */
export const concludeOptimum: Rule = (runs) =>
  runs.filter(({ run }) => isBatch(run)).flatMap((one) => conclude(one) ?? []);

function conclude({ run, label, index }: IndexedRun): Conclusion | null {
  const { certificate = null, history } = run;
  if (certificate === null) return null;
  const { cost, distance, gap, gradientNorm, isReached, reason, relativeGap } = certificate;
  const common = { topic: 'optimum' as const, runs: [index], rule: RULE };
  const iterations = count(history.length, 'iteration');
  if (gap === null || relativeGap === null || distance === null) {
    return {
      ...common,
      text: `${capital(label.name)} has no certificate: ${reason}; after ${iterations}, ‖∂J/∂W‖ is ${small(gradientNorm)}.`,
      answer: 'nothing is certified at λ 0',
      evidence: `‖∂J/∂W‖ is ${small(gradientNorm)} after ${iterations}`,
      figures: { cost, gradientNorm, iterations: history.length },
    };
  }
  const { tolerance } = wholeSettings(run);
  const verdict = isReached ? 'is at the optimum' : 'is not as near to the optimum as asked for';
  const accuracies = accuracyWords(certificate).map((words) => `; ${words}`);
  const gain = 'no training, however long, could gain more';
  return {
    ...common,
    text:
      `${capital(label.name)} ${verdict}: after ${iterations}, J is ${nats(cost)} and ` +
      `${gapWords(certificate).replace('J is ', '')}, ${isReached ? 'within' : 'above'} the ` +
      `tolerance of ${small(tolerance)}; ${gain}${accuracies.join('')}.`,
    answer: isReached ? 'at the optimum' : 'short of the tolerance',
    evidence: `after ${iterations}, at most ${atMost(relativeGap)} of J could still be gained${accuracies.join('')}`,
    figures: { cost, gap, relativeGap, distance, tolerance, iterations: history.length },
  };
}
