import type { TestAnalysis } from '../results/test-analysis';
import type { NamedRun } from '../results/run-labels';
import { classMatrix } from './class-matrix';
import { figure, type Figure } from './figure';
import { colour } from './palette';

/** Two confusion matrices, one minus the other, in points of the true class's samples. */
export function confusionDifferenceFigure(
  runs: readonly NamedRun[],
  [one, other]: readonly [number, number],
  classes: readonly string[],
): Figure {
  const names = runs.map(({ label }) => label.name);
  const part = { type: 'quantitative', format: '.1f' };
  const difference = figure(
    'confusion-difference',
    `The confusion matrix of ${names[one]} minus that of ${names[other]}, in points of each true class's samples`,
    classMatrix({
      classes,
      params: [
        { name: 'one', value: String(one) },
        { name: 'other', value: String(other) },
      ],
      values: cells(runs, classes),
      transform: [
        { calculate: 'datum[one]', as: 'first' },
        { calculate: 'datum[other]', as: 'second' },
        { calculate: 'datum.first - datum.second', as: 'difference' },
        { calculate: TEXT, as: 'text' },
      ],
      tooltip: [
        { field: 'first', title: 'by the first run', ...part },
        { field: 'second', title: 'by the second', ...part },
        { field: 'text', title: 'difference, points' },
      ],
      cell: { transform: [{ calculate: 'abs(datum.difference)', as: 'size' }], encoding: FILL },
    }),
  );
  return {
    ...difference,
    title: `Confusion matrix of ${names[one]} minus that of ${names[other]}`,
    subtitle:
      "in points of each true class's samples (row): + more often by the first, − by the second",
  };
}

/** The first run's cells in one colour, the second's in another, the darker the larger the difference. */
const FILL = {
  fill: {
    condition: { test: 'datum.difference < 0', value: colour('series-2') },
    value: colour('series-1'),
  },
  fillOpacity: {
    field: 'size',
    type: 'quantitative',
    scale: { type: 'pow', exponent: 0.7, domain: [0, 40], range: [0, 0.6], clamp: true },
    legend: null,
  },
};

const TEXT =
  "(round(datum.difference) > 0 ? '+' : round(datum.difference) < 0 ? '−' : '') + format(abs(round(datum.difference)), 'd')";

/** Each cell with the runs' parts of the true class in per cent, by the run's index. */
function cells(runs: readonly NamedRun[], classes: readonly string[]) {
  const parts = runs.map(({ run: { analysis } }) => analysis && inPercent(analysis));
  return classes.flatMap((label, k) =>
    classes.map((predicted, j) => ({
      label,
      predicted,
      ...Object.fromEntries(parts.map((of, i) => [String(i), of?.[k][j] ?? null])),
    })),
  );
}

function inPercent({ confusion }: TestAnalysis): number[][] {
  return confusion.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total === 0 ? 0 : (100 * count) / total));
  });
}
