import type { NamedRun } from '../results/run-labels';
import { unitOf } from '../results/units';
import {
  axisOf,
  epochAxis,
  hoverBand,
  IN_WINDOW,
  points,
  valueAxis,
  windowParams,
  ZOOM,
  type Metric,
} from './curve-parts';
import { dwarfingRuns } from './clipping';
import { figure, FITTED, type Figure } from './figure';
import { SERIES } from './palette';

/** One metric of all runs in one plot, on the training or the validation set. */
export function overlayFigure(metric: Metric, runs: readonly NamedRun[]): Figure {
  const values = runs.flatMap(({ run, label }) => points(metric, run.history, label.short));
  const dwarfing = dwarfingRuns(metric, runs).map((i) => runs[i].label.short);
  const fitted = values.filter(({ run }) => !dwarfing.includes(run));
  const axis = axisOf(metric, runs);
  const names = runs.map(({ label }) => label.short);
  const unit = unitOf(runs.map(({ run }) => run));
  const style = (key: keyof (typeof SERIES)[number]) => runScale(key, runs);
  const encoding = { x: epochAxis(unit), y: valueAxis(axis), color: style('colour') };
  const longest = Math.max(1, ...runs.map(({ run }) => run.history.length));
  const every = Math.max(1, Math.round(longest / 8));
  const plot = figure(
    `${metric}-overlay`,
    `${axis.title} after each ${unit}, a line for each run`,
    {
      ...FITTED,
      width: 960,
      height: 380,
      params: [
        ...windowParams(values, fitted),
        { name: 'set', value: 'validation' },
        { name: 'shown', value: names },
      ],
      data: { name: 'curve', values },
      transform: [
        IN_WINDOW,
        { filter: 'indexof(shown, datum.run) >= 0' },
        { calculate: 'datum[set]', as: 'value' },
      ],
      layer: [
        {
          params: [ZOOM],
          mark: { type: 'line', strokeWidth: 2 },
          encoding: { ...encoding, strokeDash: style('dash') },
        },
        {
          transform: [{ filter: `datum.epoch % ${every} === 0` }],
          mark: { type: 'point', filled: true, size: 55, opacity: 1 },
          encoding: { ...encoding, shape: style('shape') },
        },
        hoverBand(metric, names, unit, [{ pivot: 'run', value: 'value', groupby: ['epoch'] }]),
      ],
    },
  );
  return { ...plot, title: 'validation set' };
}

/** The widths of a legend's title, and of a symbol with the room around it: pixels. */
const TITLE = 100;
const SYMBOL = 36;

/** The width of a legend's column, with its symbol: pixels. */
function columnWidth(names: readonly string[]): number {
  return SYMBOL + 7 * Math.max(...names.map((name) => name.length));
}

/** The colour, dash or shape of each run. */
export function runScale(key: keyof (typeof SERIES)[number], runs: readonly NamedRun[]) {
  const names = runs.map(({ label }) => label.short);
  return {
    field: 'run',
    type: 'nominal',
    sort: null,
    scale: { domain: names, range: names.map((_, i) => SERIES[i % SERIES.length][key]) },
    legend: {
      orient: 'top',
      title: runs.every(({ run }) => run.configuration !== null) ? 'configuration' : 'run',
      titleOrient: 'left',
      symbolSize: 110,
      symbolStrokeWidth: 0,
      // Long names have fewer columns, on a narrow screen one, and its width.
      labelLimit: { expr: `max(160, width - ${TITLE + SYMBOL})` },
      columns: { expr: `max(1, min(4, floor((width - ${TITLE}) / ${columnWidth(names)})))` },
    },
  };
}
