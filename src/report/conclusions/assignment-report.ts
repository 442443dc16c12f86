import { CONFIGURATIONS } from '../../training';
import { percent } from '../text/format';
import { chanceDifference, CHANCE_RULE } from './chance';
import type { Rule } from './rule';
import { capital, points, width } from './words';

/** Each configuration's test accuracy beside the one in the assignment report. */
export const concludeAssignmentReport: Rule = (runs) =>
  runs.flatMap(({ run, label }) => {
    const known = CONFIGURATIONS.find(({ number }) => number === run.configuration);
    if (!known || !run.test || !run.analysis) return [];
    const { accuracy } = run.test;
    const difference = accuracy - known.reportedAccuracy;
    const chance = chanceDifference(known.reportedAccuracy, run.analysis.samples);
    const judged =
      Math.abs(difference) <= chance
        ? `which is no more than chance (${width(chance)}): they agree`
        : `which is more than chance (${width(chance)})`;
    return [
      {
        topic: 'assignment report' as const,
        text:
          `${capital(label.name)}: ${percent(accuracy)} of the test set against ` +
          `${percent(known.reportedAccuracy)} in the assignment report, ${points(difference)}, ${judged}.`,
        rule: CHANCE_RULE,
        figures: { accuracy, reported: known.reportedAccuracy, difference, chance },
      },
    ];
  });
