import type { DataSet } from '../../../data';
import { Check, type Finding } from '../../finding';
import { figure } from '../../numbers';
import type { Examination } from '../examination';

const balance = new Check('label-balance', 'labels');

/** The ratio of the most to the least frequent class from which on accuracy is misleading. */
const IMBALANCED = 5;

/** Counts the samples of each class: K. */
export function classCounts({ classes, labels }: DataSet): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
}

/** Checks the balance of labels; `assertDataSet` has checked their range. */
export function labelBalance({ subject: { data } }: Examination): Finding {
  const { classes } = data.training;
  const counts = classCounts(data.training);
  const fewest = Math.min(...counts);
  const most = Math.max(...counts);
  const seen = `labels 0 to ${classes.length - 1}; ${fewest} to ${most} training samples a class`;
  const figures = { classes: classes.length, fewest, most };
  const found = balance.saw(seen, figures);
  if (fewest === 0) {
    const missing = classes.filter((_, k) => counts[k] === 0).join(', ');
    const meaning = 'a class without samples is never learnt';
    const advice = 'check how the labels are read, or leave the class out';
    return balance.saw(`${seen}: none of ${missing}`, figures).failed(meaning, advice);
  }
  if (most > IMBALANCED * fewest) {
    return found.warning(
      `the largest class has ${figure(most / fewest)} times the smallest one's: accuracy flatters`,
      'look at the accuracy of each class, or weight the classes',
    );
  }
  return found.passed('no class is rare');
}
