import type { Dtype } from '../../src/model';
import type { Figure } from '../../src/report/figures';
import { figure } from '../../src/report/figures/figure';
import { SERIES } from '../../src/report/figures/palette';
import {
  shapeId,
  shapesAlong,
  shareOfLimit,
  VARIABLE_NAMES,
  VARIABLES,
  type GrowthPoint,
  type Plan,
  type Variable,
} from './points';

/** A mark in a plot. */
interface Mark {
  readonly value: number;
  readonly line: string;
  readonly y: number | null;
}

/** The quantity of the lines. */
interface Quantity {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly y: object;
  marks(point: GrowthPoint): readonly (readonly [who: string, y: number | null])[];
}

const QUANTITIES: readonly Quantity[] = [
  {
    name: 'growth-time',
    title: 'Microseconds a sample of a training epoch',
    description: 'Time a sample of a training epoch, of onelayer and of NumPy',
    y: { scale: { type: 'log' }, axis: { title: 'µs a sample', tickCount: 4 } },
    marks: ({ seconds, numpySeconds }) => [
      ['onelayer', micro(seconds)],
      ['NumPy', micro(numpySeconds)],
    ],
  },
  {
    name: 'growth-share',
    title: 'Share of the rate of large square products',
    description: 'The share of the rate of large square products that training reaches',
    y: { scale: { domainMin: 0 }, axis: { title: 'share of the limit', format: '.0%' } },
    marks: (point) => [['onelayer', shareOfLimit(point)]],
  },
];

function micro(seconds: number | null): number | null {
  return seconds === null ? null : 1e6 * seconds;
}

/** A figure of each quantity, with a plot along each variable. */
export function growthFigures(plan: Plan, points: readonly GrowthPoint[], dtype: Dtype): Figure[] {
  const own = points.filter((point) => point.dtype === dtype);
  return QUANTITIES.map((quantity) => {
    const concat = VARIABLES.map((variable) => plot(plan, own, variable, quantity));
    const name = `${quantity.name}-${dtype}`;
    const description = `${quantity.description}, in ${dtype}, as one variable at a time grows`;
    const spec = { columns: 2, spacing: 24, concat };
    return { ...figure(name, description, spec), title: `${quantity.title}, ${dtype}` };
  });
}

function plot(plan: Plan, points: readonly GrowthPoint[], variable: Variable, quantity: Quantity) {
  const values: Mark[] = shapesAlong(plan, variable).flatMap((shape) =>
    points
      .filter((point) => shapeId(point.shape) === shapeId(shape))
      .flatMap((point) =>
        quantity.marks(point).flatMap(([who, y]) => {
          const threads = `${point.threads} ${point.threads === 1 ? 'thread' : 'threads'}`;
          return y === null ? [] : [{ value: shape[variable], line: `${who}, ${threads}`, y }];
        }),
      ),
  );
  const lines = LINES.filter((line) => values.some((mark) => mark.line === line));
  const own = <Look>(looks: readonly Look[]): Look[] =>
    lines.map((line) => looks[LINES.indexOf(line)]);
  return {
    width: 270,
    height: 190,
    data: { values },
    mark: { type: 'line', point: { filled: true, size: 40 } },
    encoding: {
      x: {
        field: 'value',
        type: 'quantitative',
        scale: { type: 'log', nice: false },
        axis: {
          title: VARIABLE_NAMES[variable],
          values: plan.values[variable],
          format: '~s',
          labelOverlap: 'greedy',
          grid: false,
        },
      },
      y: { field: 'y', type: 'quantitative', ...quantity.y },
      color: {
        field: 'line',
        type: 'nominal',
        scale: { domain: lines, range: own(COLOURS) },
        legend: LEGEND,
      },
      strokeDash: {
        field: 'line',
        type: 'nominal',
        scale: { domain: lines, range: own(DASHES) },
        legend: LEGEND,
      },
    },
  };
}

const LINES = ['onelayer, 1 thread', 'onelayer, 2 threads', 'NumPy, 1 thread', 'NumPy, 2 threads'];
const COLOURS = SERIES.slice(0, 4).map((series) => series.colour);
const DASHES = [
  [1, 0],
  [6, 3],
  [1, 0],
  [6, 3],
];

const LEGEND = { title: null, orient: 'top', symbolType: 'stroke' };
