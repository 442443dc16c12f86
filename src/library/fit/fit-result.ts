import type { BackendReport } from '../../backend';
import type { DataSet, Label } from '../../data';
import { printedAs } from '../../display';
import type { SearchResults, Trial } from '../../search';
import type { Certificate } from '../../training';
import type { LinearClassifier } from '../linear-classifier';
import { classesTable } from '../shown/classes';
import type { FitCalibration } from './calibrating';
import { testSummary, testTables, type FitTest } from './fit-test';
import type { Understood } from './understood';

/**
 * The result of `fit`. `console.log` prints it in a few lines.
 *
 * @typeParam L  the type of the labels
 * @category Fit
 */
export interface FitResult<L extends Label = Label> {
  /** The classifier, calibrated; it takes rows as the data have them. */
  readonly classifier: LinearClassifier<L>;
  /** What was understood of the data, and how they were split. */
  readonly understood: Understood;
  /** λ. */
  readonly lambda: number;
  /** How far the classifier is from its optimum at most; null if there was no time, or of mini-batches. */
  readonly certificate: Certificate | null;
  /** The test, looked at once; null if nothing was tested. */
  readonly test: FitTest<L> | null;
  /** The rows that were tested: features, or pictures where features are made by patches; null if nothing was. */
  readonly testSet: DataSet | null;
  /** The trial of λ that was chosen, by validation alone. */
  readonly best: Trial;
  /** All trials, from the largest λ to the smallest. */
  readonly results: SearchResults;
  /** The rows that the classifier was fitted to; the loss is their mean. */
  readonly samples: number;
  /** True if it was fitted to training and validation rows together. */
  readonly isRefitted: boolean;
  /** True if `seconds` did not suffice for all λ, or `enough` ended the search before. */
  readonly isCut: boolean;
  /** The temperature of the probabilities, and what it was fitted on. */
  readonly calibration: FitCalibration;
  /** Wall-clock time: of reading, of the search and the last fit, and of all. */
  readonly seconds: { readonly reading: number; readonly search: number; readonly all: number };
  /** The backend in use, and why it was chosen. */
  readonly backend: BackendReport;
}

/** Makes a result be printed in a few lines. */
export function printedFit(result: FitResult): FitResult {
  return printedAs(result, {
    name: 'FitResult',
    summary: ({ best, certificate, isCut, lambda, results, test, understood }) => ({
      data: understood.lines,
      ...{ lambda, relativeGap: certificate?.relativeGap ?? null },
      trials: results.trials.length,
      ...(isCut && { isCut }),
      validation: best.rungs.at(-1)?.validation,
      ...(test && { test: testSummary(test) }),
    }),
    tables: ({ classifier, test }) => [
      ...(test === null ? [] : testTables(test)),
      classesTable(classifier.model),
    ],
  });
}
