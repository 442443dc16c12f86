import type { EpochRecord } from '../../training';
import type { ReportedRun } from '../results/results';
import type { RunLabel } from '../results/run-labels';
import { figure, FITTED, PERCENT, type Figure } from './figure';
import { colour, SERIES } from './palette';

/** What a learning curve shows. */
export const METRICS = ['loss', 'cost', 'accuracy'] as const;
export type Metric = (typeof METRICS)[number];

/** A metric's axis: its name, its unit and its numbers. */
const AXES: Readonly<Record<Metric, { readonly title: string; readonly format?: string }>> = {
  loss: { title: 'loss: mean cross-entropy, nats', format: '.3~f' },
  cost: { title: 'cost: loss + λ Σ W², nats', format: '.3~f' },
  accuracy: { title: 'accuracy', ...PERCENT },
};

/** Numbers in a tooltip have more digits than those at an axis. */
const TOOLTIP_FORMAT: Readonly<Record<Metric, string>> = {
  loss: '.4f',
  cost: '.4f',
  accuracy: '.2%',
};

export interface Named {
  readonly run: ReportedRun;
  readonly label: RunLabel;
}

/** A metric after an epoch; what is not finite has no place in a plot. */
interface Point {
  readonly run: string;
  readonly epoch: number;
  readonly training: number | null;
  readonly validation: number | null;
}

/** One metric of one run, in training and validation. */
export function curveFigure(metric: Metric, { run, label }: Named): Figure {
  const values = points(metric, run.history, label.short);
  const { title } = AXES[metric];
  return figure(metric, `${title} of ${label.name} after each epoch, training and validation`, {
    ...FITTED,
    width: 480,
    height: 300,
    params: windowParams(values),
    data: { name: 'curve', values },
    transform: [IN_WINDOW],
    layer: [
      {
        params: [ZOOM],
        transform: [{ fold: ['training', 'validation'], as: ['set', 'value'] }],
        mark: { type: 'line', strokeWidth: 2 },
        encoding: setLine(metric),
      },
      ...hoverLayers(metric, ['training', 'validation']),
    ],
  });
}

/** One metric of all runs in one plot, of the training or the validation set. */
export function overlayFigure(metric: Metric, runs: readonly Named[]): Figure {
  const values = runs.flatMap(({ run, label }) => points(metric, run.history, label.short));
  const names = runs.map(({ label }) => label.short);
  const style = (key: 'colour' | 'dash' | 'shape') => ({
    field: 'run',
    type: 'nominal',
    sort: null,
    scale: { domain: names, range: names.map((_, i) => SERIES[i % SERIES.length][key]) },
    legend: {
      orient: 'top',
      title: legendTitle(runs),
      titleOrient: 'left',
      symbolSize: 110,
      columns: 4,
    },
  });
  const every = Math.max(1, Math.round(longest(runs) / 8));
  return figure(
    `${metric}-overlay`,
    `${AXES[metric].title} after each epoch, a line for each run`,
    {
      ...FITTED,
      width: 960,
      height: 380,
      params: [
        ...windowParams(values),
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
          encoding: {
            x: EPOCH_AXIS,
            y: valueAxis(metric),
            color: style('colour'),
            strokeDash: style('dash'),
          },
        },
        {
          transform: [{ filter: `datum.epoch % ${every} === 0` }],
          mark: { type: 'point', filled: true, size: 55, opacity: 1 },
          encoding: {
            x: EPOCH_AXIS,
            y: valueAxis(metric),
            color: style('colour'),
            shape: style('shape'),
          },
        },
        {
          transform: [{ pivot: 'run', value: 'value', groupby: ['epoch'] }, ...BAND],
          ...hoverBand(metric, names),
        },
      ],
    },
  );
}

/** One metric of all runs, a plot each, side by side on the same axes: for a file. */
export function sideBySideFigure(metric: Metric, runs: readonly Named[]): Figure {
  const values = runs.flatMap(({ run, label }) => points(metric, run.history, label.short));
  return figure(
    metric,
    `${AXES[metric].title} after each epoch of each run, training and validation, on shared axes`,
    {
      params: windowParams(values),
      data: { values },
      columns: Math.min(4, runs.length),
      spacing: 24,
      concat: runs.map(({ label }) => ({
        title: { text: label.title, frame: 'group', anchor: 'middle' },
        width: 280,
        height: 230,
        transform: [
          { filter: { field: 'run', equal: label.short } },
          { fold: ['training', 'validation'], as: ['set', 'value'] },
        ],
        mark: { type: 'line', strokeWidth: 2 },
        encoding: setLine(metric),
      })),
      resolve: { scale: { x: 'shared', y: 'shared' } },
    },
  );
}

/** Lines of the training and the validation set over the epochs. */
function setLine(metric: Metric) {
  return {
    x: EPOCH_AXIS,
    y: valueAxis(metric),
    color: setScale([colour('series-1'), colour('series-2')]),
    strokeDash: setScale([SERIES[0].dash, SERIES[1].dash]),
  };
}

function points(metric: Metric, history: readonly EpochRecord[], run: string): Point[] {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return history.map(({ epoch, train, validation }) => ({
    run,
    epoch,
    training: finite(train[metric]),
    validation: finite(validation[metric]),
  }));
}

/** Room between a curve and the frame, as a part of its range; the page's script has the same. */
const MARGIN = 0.04;

/** Which epochs and values are seen; the page sets others to zoom. */
function windowParams(points: readonly Point[]) {
  const values = points
    .flatMap(({ training, validation }) => [training, validation])
    .filter((value) => value !== null);
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const margin = MARGIN * (high - low);
  const last = Math.max(2, ...points.map(({ epoch }) => epoch));
  return [
    { name: 'from', value: 1 },
    { name: 'to', value: last },
    { name: 'low', value: low - margin },
    { name: 'high', value: high + margin },
  ];
}

/** Dragged over the plot, it chooses the epochs that the page shows. */
const ZOOM = { name: 'zoom', select: { type: 'interval', encodings: ['x'] } };

const IN_WINDOW = { filter: 'datum.epoch >= from && datum.epoch <= to' };

const EPOCH_AXIS = {
  field: 'epoch',
  type: 'quantitative',
  scale: { domain: [{ expr: 'from' }, { expr: 'to' }], nice: false, zero: false },
  axis: { title: 'epoch', tickMinStep: 1, tickCount: 8, format: 'd', grid: false },
};

function valueAxis(metric: Metric) {
  return {
    field: 'value',
    type: 'quantitative',
    scale: { domain: [{ expr: 'low' }, { expr: 'high' }], nice: true, zero: false, clamp: true },
    axis: { ...AXES[metric], tickCount: 6 },
  };
}

function setScale(range: readonly unknown[]) {
  return {
    field: 'set',
    type: 'nominal',
    scale: { domain: ['training', 'validation'], range },
    legend: { orient: 'top', title: null, symbolSize: 300, symbolStrokeWidth: 2 },
  };
}

/** The strip of the plot that belongs to an epoch. */
const BAND = [
  { calculate: 'max(from, datum.epoch - 0.5)', as: 'bandFrom' },
  { calculate: 'min(to, datum.epoch + 0.5)', as: 'bandTo' },
];

/** A strip for each epoch that shows its figures; it can't be seen itself. */
function hoverBand(metric: Metric, fields: readonly string[]) {
  const format = TOOLTIP_FORMAT[metric];
  return {
    mark: { type: 'rect', fill: 'transparent' },
    encoding: {
      x: { ...EPOCH_AXIS, field: 'bandFrom' },
      x2: { field: 'bandTo' },
      tooltip: [
        { field: 'epoch', type: 'quantitative', title: 'epoch', format: 'd' },
        ...fields.map((field) => ({
          field: field.replace(/[.[\]]/g, '\\$&'),
          type: 'quantitative',
          title: field,
          format,
        })),
      ],
    },
  };
}

function hoverLayers(metric: Metric, fields: readonly string[]) {
  return [{ transform: BAND, ...hoverBand(metric, fields) }];
}

function legendTitle(runs: readonly Named[]): string {
  return runs.every(({ run }) => run.configuration !== null) ? 'configuration' : 'run';
}

function longest(runs: readonly Named[]): number {
  return Math.max(1, ...runs.map(({ run }) => run.history.length));
}
