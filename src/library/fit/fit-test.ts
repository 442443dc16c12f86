import { printedAs, shownOf, type ShownTable } from '../../display';
import { labelOf, type DataSet, type Label } from '../../data';
import {
  classMetrics,
  confusionMatrix,
  f1,
  isRight,
  wilsonInterval,
  type ClassMetrics,
  type Interval,
} from '../../model';
import type { SetEvaluation } from '../evaluation';

/**
 * How good a class is predicted in the test.
 *
 * @category Models
 */
export interface ClassReport<L extends Label = Label> extends ClassMetrics {
  readonly label: L;
  /** 2 P R / (P + R); null for a class without samples and predictions. */
  readonly f1: number | null;
  /** Of the recall, with a confidence of 95 %; null for a class without samples. */
  readonly recallInterval: Interval | null;
  /** Of the precision; null for a class that is never predicted. */
  readonly precisionInterval: Interval | null;
}

/**
 * The only look at the test set: the metrics of the last classifier, and what to compare them with.
 *
 * @category Models
 */
export interface FitTest<L extends Label = Label> extends SetEvaluation {
  readonly samples: number;
  /** Of the accuracy, with a confidence of 95 %: see {@link wilsonInterval}. */
  readonly interval: Interval;
  /** The most frequent class of the training rows, and the accuracy of always predicting it. */
  readonly majority: { readonly label: L; readonly accuracy: number };
  /** K. */
  readonly classes: readonly ClassReport<L>[];
  /** K×K: rows are true classes, columns predicted ones. */
  readonly confusion: readonly (readonly number[])[];
}

/** @param counts  the number of training rows of each class: K */
export function fitTestOf<L extends Label>(
  evaluation: SetEvaluation,
  { classes: names, labelType = 'string' }: Pick<DataSet, 'classes' | 'labelType'>,
  counts: readonly number[],
): FitTest<L> {
  const { predictions } = evaluation;
  const samples = predictions.length;
  const confusion = confusionMatrix(predictions, names.length);
  const labels = names.map((name) => labelOf(name, labelType) as L);
  const classes = classMetrics(confusion).map((own, k) => ({
    label: labels[k],
    ...own,
    f1: f1(own),
    recallInterval: own.samples === 0 ? null : wilsonInterval(confusion[k][k], own.samples),
    precisionInterval: own.predicted === 0 ? null : wilsonInterval(confusion[k][k], own.predicted),
  }));
  const most = counts.indexOf(Math.max(...counts));
  const test = {
    ...evaluation,
    samples,
    interval: wilsonInterval(predictions.filter(isRight).length, samples),
    majority: { label: labels[most], accuracy: classes[most].samples / samples },
    classes,
    confusion,
  };
  return printedAs(test, { name: 'FitTest', summary: testSummary, tables: testTables });
}

/** What `console.log` shows of a test. */
export function testSummary({ samples, accuracy, interval, majority, loss }: FitTest): object {
  return { samples, accuracy, interval, majority, loss };
}

/** Classes that a notebook shows. */
const MOST_CLASSES = 20;

/** What a notebook shows of a test: how good each class is predicted. */
export function testTables({ classes }: FitTest): ShownTable[] {
  const shown = classes.slice(0, MOST_CLASSES);
  const rows = shown.map(({ label, samples, precision, recall }) => [
    ...[label, samples, precision, recall],
  ]);
  const note = shownOf(shown.length, classes.length, 'classes');
  return [{ head: ['class', 'samples', 'precision', 'recall'], rows, note }];
}
