import type { NamedRun } from '../results/run-labels';
import { unitOf } from '../results/units';
import {
  axisOf,
  epochAxis,
  hoverBand,
  logarithmicAxis,
  IN_WINDOW,
  points,
  valueAxis,
  windowParams,
  ZOOM,
  type Metric,
  type MetricAxis,
  type Point,
} from './curve-parts';
import { dwarfingRuns } from './clipping';
import { figure, FITTED, namedScale, type Figure } from './figure';
import { inLines } from './lines';
import { colour, SERIES } from './palette';

/** One metric of one run, on the training and the validation set. */
export function curveFigure(metric: Metric, { run, label }: NamedRun): Figure {
  const values = points(metric, run.history, label.short);
  const axis = axisOf(metric, [{ run }]);
  const unit = unitOf([run]);
  const curves = setCurves(axis, unit, values);
  return figure(
    metric,
    `${axis.title} of ${label.name} after each ${unit}, training and validation`,
    {
      ...curves,
      layer: [...curves.layer, hoverBand(metric, ['training', 'validation'], unit)],
    },
  );
}

/** The curves of a run on both sets. */
export function setCurves(axis: MetricAxis, unit: string, values: readonly Point[]) {
  return {
    ...FITTED,
    height: 300,
    params: windowParams(values),
    data: { name: 'curve', values },
    transform: [IN_WINDOW],
    layer: [
      {
        params: [ZOOM],
        transform: [{ fold: ['training', 'validation'], as: ['set', 'value'] }],
        mark: { type: 'line', strokeWidth: 2 },
        encoding: setLine(axis, unit),
      },
    ],
  };
}

/** The width of one of several plots, and of a letter of its title: pixels. */
const PLOT = 280;
const TITLE_LETTER = 8.6;

/** One metric of all runs, in plots side by side on the same axes: for a file. */
export function sideBySideFigure(metric: Metric, runs: readonly NamedRun[]): Figure {
  const values = runs.flatMap(({ run, label }) => points(metric, run.history, label.short));
  const axis = axisOf(metric, runs);
  const unit = unitOf(runs.map(({ run }) => run));
  // On a common linear axis, the curves of the others would be flat.
  const hasDwarfing = dwarfingRuns(metric, runs).length > 0;
  const line = setLine(axis, unit);
  const encoding = hasDwarfing ? { ...line, y: logarithmicAxis(axis) } : line;
  return figure(
    metric,
    `${axis.title} after each ${unit} of each run, training and validation, on shared axes`,
    {
      params: windowParams(values),
      data: { values },
      columns: Math.min(4, runs.length),
      spacing: 24,
      concat: runs.map(({ label }) => ({
        title: {
          text: inLines(label.title, PLOT / TITLE_LETTER),
          frame: 'group',
          anchor: 'middle',
        },
        width: PLOT,
        height: 230,
        transform: [
          { filter: { field: 'run', equal: label.short } },
          { fold: ['training', 'validation'], as: ['set', 'value'] },
        ],
        mark: { type: 'line', strokeWidth: 2 },
        encoding,
      })),
      resolve: { scale: { x: 'shared', y: 'shared' } },
    },
  );
}

function setLine(axis: MetricAxis, unit: string) {
  return {
    x: epochAxis(unit),
    y: valueAxis(axis),
    color: setScale([colour('series-1'), colour('series-2')]),
    strokeDash: setScale([SERIES[0].dash, SERIES[1].dash]),
  };
}

function setScale(range: readonly unknown[]) {
  const scale = namedScale('set', ['training', 'validation'], range);
  return { ...scale, legend: { ...scale.legend, symbolSize: 300, symbolStrokeWidth: 2 } };
}
