import { DEFAULT_LOSS, LOSS_FUNCTIONS } from '../../model';
import type { EpochRecord } from '../../training';
import type { NamedRun } from '../results/run-labels';
import { NUMBERS, PERCENT } from './figure';

export const METRICS = ['loss', 'cost', 'accuracy'] as const;
export type Metric = (typeof METRICS)[number];

export interface MetricAxis {
  readonly title: string;
  readonly format: string;
  readonly labelExpr: string;
}

/** The axis of a metric for runs that may have been trained on different losses. */
export function axisOf(
  metric: Metric,
  runs: readonly { readonly run: Pick<NamedRun['run'], 'loss'> }[],
): MetricAxis {
  if (metric === 'accuracy') return { title: 'accuracy', ...PERCENT };
  const losses = [...new Set(runs.map(({ run }) => run.loss ?? DEFAULT_LOSS))];
  const unit = losses.length === 1 ? LOSS_FUNCTIONS[losses[0]].unit : null;
  const inUnit = unit === null ? '' : `, ${unit}`;
  const title = {
    loss: `loss: mean ${losses.join(' or ')}${inUnit}`,
    cost: `cost: loss + λ Σ W²${inUnit}`,
  };
  return { title: title[metric], ...NUMBERS };
}

/** A metric after an epoch; null if it isn't finite, since a plot can't show it. */
export interface Point {
  readonly run: string;
  readonly epoch: number;
  readonly training: number | null;
  readonly validation: number | null;
}

export function points(metric: Metric, history: readonly EpochRecord[], run: string): Point[] {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return history.map(({ epoch, train, validation }) => ({
    run,
    epoch,
    training: finite(train[metric]),
    validation: finite(validation[metric]),
  }));
}

/** The margin between curve and frame, as a fraction of the range; the page's script has the same. */
const MARGIN = 0.04;

/** The visible epochs and values; the page sets others to zoom. */
/**
 * @param fitted  the points that the range of values is of
 */
export function windowParams(points: readonly Point[], fitted = points) {
  const values = fitted
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

/** The selection that is dragged over the plot: the page then shows these epochs. */
export const ZOOM = { name: 'zoom', select: { type: 'interval', encodings: ['x'] } };

export const IN_WINDOW = { filter: 'datum.epoch >= from && datum.epoch <= to' };

/** @param unit  what the histories count */
export function epochAxis(unit: string) {
  return {
    field: 'epoch',
    type: 'quantitative',
    scale: { domain: [{ expr: 'from' }, { expr: 'to' }], nice: false, zero: false },
    axis: { title: unit, tickMinStep: 1, tickCount: 8, format: 'd', grid: false },
  };
}

export function valueAxis(axis: MetricAxis) {
  return {
    field: 'value',
    type: 'quantitative',
    scale: { domain: [{ expr: 'low' }, { expr: 'high' }], nice: true, zero: false, clamp: true },
    axis: { ...axis, tickCount: 6 },
  };
}

/** A logarithmic axis. */
export function logarithmicAxis(axis: MetricAxis) {
  return { ...valueAxis(axis), scale: { type: 'log', nice: false } };
}

/**
 * An invisible strip of the plot for each epoch that shows the epoch's figures as a tooltip.
 *
 * @param fields  the names of the figures
 * @param unit    what the histories count
 * @param before  the transforms that make one row of each epoch
 */
export function hoverBand(
  metric: Metric,
  fields: readonly string[],
  unit: string,
  before: object[] = [],
) {
  const texts = fields.map((field, i) => {
    const value = `datum[${JSON.stringify(field)}]`;
    const isAccuracy = metric === 'accuracy';
    const text = isAccuracy ? `format(100 * ${value}, '.2f') + ' %'` : `format(${value}, '.3f')`;
    return { calculate: `isValid(${value}) ? ${text} : '–'`, as: `text${i}` };
  });
  return {
    transform: [
      ...before,
      { calculate: 'max(from, datum.epoch - 0.5)', as: 'bandFrom' },
      { calculate: 'min(to, datum.epoch + 0.5)', as: 'bandTo' },
      ...texts,
    ],
    mark: { type: 'rect', fill: 'transparent' },
    encoding: {
      x: { ...epochAxis(unit), field: 'bandFrom' },
      x2: { field: 'bandTo' },
      tooltip: [
        { field: 'epoch', type: 'quantitative', title: unit, format: 'd' },
        ...fields.map((field, i) => ({ field: `text${i}`, type: 'nominal', title: field })),
      ],
    },
  };
}
