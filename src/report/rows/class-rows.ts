import { f1, wilsonInterval } from '../../model';
import type { TestAnalysis } from '../results/test-analysis';
import { percent, rangeWords } from '../text/format';
import type { Rows } from './rows';

/** What the columns of `classRows` are. */
export const CLASS_NOTE =
  'Precision P = TP / (TP + FP), recall R = TP / (TP + FN), F1 = 2 P R / (P + R). In brackets: ' +
  'the interval with a confidence of 95 % (Wilson’s).';

/** The counts of a confusion matrix. */
export function confusionRows({ confusion }: TestAnalysis, classes: readonly string[]): Rows {
  return {
    headings: ['true class, taken for …', ...classes],
    rows: confusion.map((row, k) => [classes[k], ...row.map(String)]),
  };
}

/** Precision, recall and F1 of each class, with intervals. */
export function classRows({ classes: metrics }: TestAnalysis, classes: readonly string[]): Rows {
  const part = (value: number | null) => (value === null ? '–' : percent(value));
  const withInterval = (value: number | null, of: number) =>
    value === null ? '–' : `${percent(value)} (${rangeWords(wilsonInterval(value * of, of))})`;
  return {
    headings: ['class', 'samples', 'precision', 'recall', 'F1'],
    rows: metrics.map((one, k) => [
      classes[k],
      String(one.samples),
      withInterval(one.precision, one.predicted),
      withInterval(one.recall, one.samples),
      part(f1(one)),
    ]),
  };
}
