import { differences } from '../../training';
import type { IndexedRun } from '../results/run-labels';
import { percent } from '../text/format';
import { chanceDifference, CHANCE_RULE, type Rule } from './rule';
import { capital, points, width } from './words';

/** Each run that code of one's own trained, beside onelayer's own run with the same settings. */
export const concludeOwnCode: Rule = (runs) =>
  runs.flatMap(({ run, label, index }) => {
    const native = runs.find((other) => isNativeTwin(other, run));
    if (run.code === undefined || !run.test || !native?.run.test || !run.analysis) return [];
    const { accuracy } = run.test;
    const { accuracy: expected } = native.run.test;
    const difference = accuracy - expected;
    const chance = chanceDifference(expected, run.analysis.samples);
    const agrees = Math.abs(difference) <= chance;
    return [
      {
        topic: 'own code' as const,
        text:
          `${capital(label.name)}: ${percent(accuracy)} of the test set against ` +
          `${percent(expected)} by onelayer's own code with the same settings, ` +
          `${points(difference)}, which is ${agrees ? 'no more' : 'more'} than chance ` +
          `(${width(chance)})${agrees ? ': they agree' : ''}.`,
        answer: points(difference),
        evidence: agrees ? 'no more than chance' : 'more than chance',
        runs: [index],
        rule: `a run of one's own code and onelayer's with the same settings; ${CHANCE_RULE}`,
        figures: { accuracy, expected, difference, chance },
      },
    ];
  });

function isNativeTwin(other: IndexedRun, run: IndexedRun['run']): boolean {
  return other.run.code === undefined && differences(other.run, run).length === 0;
}
