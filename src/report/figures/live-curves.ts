import {
  axisOf,
  epochAxis,
  IN_WINDOW,
  valueAxis,
  windowParams,
  ZOOM,
  type Metric,
} from './curve-parts';
import { setCurves } from './curves';
import { figure, FITTED, type Figure } from './figure';
import { SERIES } from './palette';

/** What decides the axes of curves that grow. */
interface Growing {
  readonly runs: Parameters<typeof axisOf>[1];
  /** What the histories count. */
  readonly unit: string;
}

/** `curveFigure` without a run: the page gives the points of one, and shows their figures itself. */
export function growingCurve(metric: Metric, { runs, unit }: Growing): Figure {
  const axis = axisOf(metric, runs);
  return figure(
    metric,
    `${axis.title} after each ${unit}, training and validation`,
    setCurves(axis, unit, []),
  );
}

/**
 * `overlayFigure` without runs: the page gives points, names and the picked run; its own legend has
 * room for many runs. Where it's crowded, the picked one stands out. The points that are marked have
 * `marked`.
 */
export function growingOverlay(metric: Metric, { runs, unit }: Growing): Figure {
  const axis = axisOf(metric, runs);
  const encoding = { x: epochAxis(unit), y: valueAxis(axis), color: byRun('colour') };
  const isPicked = { test: 'datum.run === picked' };
  return figure(`${metric}-overlay`, `${axis.title} after each ${unit}, a line for each run`, {
    ...FITTED,
    width: 960,
    height: 380,
    params: [
      ...windowParams([]),
      { name: 'names', value: [] },
      { name: 'picked', value: '' },
      { name: 'crowded', value: false },
      { name: 'set', value: 'validation' },
    ],
    data: { name: 'curve', values: [] },
    transform: [IN_WINDOW, { calculate: 'datum[set]', as: 'value' }],
    layer: [
      {
        params: [ZOOM],
        mark: { type: 'line' },
        encoding: {
          ...encoding,
          strokeDash: byRun('dash'),
          strokeWidth: { condition: { ...isPicked, value: 3 }, value: 1.5 },
          opacity: { condition: { test: 'crowded && datum.run !== picked', value: 0.5 }, value: 1 },
        },
      },
      {
        transform: [{ filter: 'datum.marked && (!crowded || datum.run === picked)' }],
        mark: { type: 'point', filled: true, size: 55, opacity: 1 },
        encoding: { ...encoding, shape: byRun('shape') },
      },
    ],
  });
}

/** The colour, dash or shape of each run; after eight, they repeat. */
function byRun(key: keyof (typeof SERIES)[number]) {
  const range = SERIES.map((one) => one[key]);
  const scale = { domain: { expr: 'names' }, range };
  return { field: 'run', type: 'nominal', sort: null, scale, legend: null };
}
