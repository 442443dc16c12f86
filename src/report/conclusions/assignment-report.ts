import { percent } from '../text/format';
import { chanceDifference, CHANCE_RULE, type Rule } from './rule';
import { capital, points, width } from './words';

/** Each run's test accuracy beside the one that the assignment report states for it, if any. */
export const concludeAssignmentReport: Rule = (runs, { reported: reportedFor }) =>
  runs.flatMap(({ run, label, index }) => {
    const reported = reportedFor?.(run) ?? null;
    if (reported === null || !run.test || !run.analysis) return [];
    const { accuracy } = run.test;
    const difference = accuracy - reported;
    const chance = chanceDifference(reported, run.analysis.samples);
    const judged =
      Math.abs(difference) <= chance
        ? `which is no more than chance (${width(chance)}): they agree`
        : `which is more than chance (${width(chance)})`;
    return [
      {
        topic: 'assignment report' as const,
        text:
          `${capital(label.name)}: ${percent(accuracy)} of the test set against ` +
          `${percent(reported)} in the assignment report, ${points(difference)}, ${judged}.`,
        answer: points(difference),
        evidence: Math.abs(difference) <= chance ? 'no more than chance' : 'more than chance',
        runs: [index],
        rule: CHANCE_RULE,
        figures: { accuracy, reported, difference, chance },
      },
    ];
  });
