import { f1 } from '../../model';
import type { TestAnalysis } from '../results/test-analysis';
import { percent } from '../text/format';
import { classMatrix } from './class-matrix';
import { figure, FITTED, listAxis, namedScale, PERCENT, unitAxis, type Figure } from './figure';
import { colour, SERIES } from './palette';

/** The confusion matrix, a row as 100 %. */
export function confusionFigure(
  { confusion, samples }: TestAnalysis,
  classes: readonly string[],
): Figure {
  const right = confusion.reduce((sum, row, k) => sum + row[k], 0);
  const matrix = figure(
    'confusion-matrix',
    'Confusion matrix: which part of the test samples of each true class (rows) was taken for each class (columns), in per cent',
    classMatrix({
      classes,
      params: [{ name: 'cells', value: 'percent' }],
      values: cells(confusion, classes),
      transform: [{ calculate: CELL_TEXT, as: 'text' }],
      tooltip: [
        { field: 'count', title: 'test samples', type: 'quantitative', format: ',' },
        { field: 'part', title: 'part of the true class', type: 'quantitative', format: '.1%' },
      ],
      cell: {
        encoding: {
          fill: { value: colour('series-1') },
          fillOpacity: {
            field: 'part',
            type: 'quantitative',
            // Light enough for dark text (in the dark theme, for light text); small fractions still show.
            scale: { type: 'pow', exponent: 0.6, domain: [0, 1], range: [0, 0.55] },
            legend: null,
          },
        },
      },
    }),
  );
  const all = samples.toLocaleString('en');
  const subtitle = `in % of the true class (row); test accuracy ${percent(right / samples)} of ${all}`;
  return { ...matrix, subtitle };
}

/** A cell in per cent of its row, or the count; the page lets the reader choose. */
const CELL_TEXT = "cells === 'counts' ? format(datum.count, ',') : format(100 * datum.part, '.0f')";

function cells(confusion: TestAnalysis['confusion'], classes: readonly string[]) {
  return confusion.flatMap((row, label) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => ({
      label: classes[label],
      predicted: classes[predicted],
      count,
      part: total === 0 ? 0 : count / total,
    }));
  });
}

/** Precision, recall and F1 of each class. */
export function classMetricsFigure(
  { classes: metrics }: TestAnalysis,
  classes: readonly string[],
): Figure {
  const names = ['precision', 'recall', 'F1'] as const;
  const colours = SERIES.slice(0, names.length).map(({ colour }) => colour);
  const values = metrics.flatMap((own, k) =>
    names.map((metric) => ({
      name: classes[k],
      metric,
      value: metric === 'F1' ? f1(own) : own[metric],
    })),
  );
  return figure('class-metrics', 'Precision, recall and F1 of each class on the test set', {
    ...FITTED,
    height: 90 + 26 * classes.length,
    data: { values },
    encoding: {
      y: listAxis('name', { title: 'class', grid: true }),
      x: unitAxis('value', { title: 'part that is right', tickCount: 5, ...PERCENT }),
      color: namedScale('metric', names, colours),
      shape: namedScale('metric', names, ['circle', 'diamond', 'square']),
      tooltip: [
        { field: 'name', title: 'class' },
        { field: 'metric', title: 'metric' },
        { field: 'value', title: 'value', type: 'quantitative', format: '.2%' },
      ],
    },
    mark: { type: 'point', filled: true, size: 90, opacity: 0.9 },
  });
}
