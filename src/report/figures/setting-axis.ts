import { colour } from './palette';

/** Where the values of a setting lie on a logarithmic axis that has a place for 0 too. */
export interface Positions {
  /** Each value's position and text. */
  readonly places: readonly { readonly x: number; readonly setting: string }[];
  /** The position of 0, a step before the smallest other value; null if 0 is not among the values. */
  readonly zero: number | null;
  /** The position of the smallest positive value. */
  readonly first: number;
  /** The position of the largest value. */
  readonly last: number;
}

/** @param values  finite, from 0; at least two different ones */
export function positions(values: readonly number[]): Positions {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const [first, last] = [Math.min(...logs), Math.max(...logs)];
  // As far as the others are from one another, so that it is plain to see, and not too far.
  const step = logs.length > 1 ? (last - first) / (logs.length - 1) : 1;
  const zero = values.includes(0) ? first - step : null;
  const places = values.map((value) => ({
    x: value === 0 ? first - step : Math.log10(value),
    setting: String(value),
  }));
  return { places, zero, first, last };
}

/** The axis: a tick for each value, labelled with it. */
export function settingAxis(symbol: string, { places, zero, first, last }: Positions) {
  const from = zero ?? first;
  const margin = 0.12 * (last - from || 1);
  const labels = places.map(({ x, setting }) => `abs(datum.value - ${x}) < 1e-9 ? '${setting}'`);
  return {
    field: 'x',
    type: 'quantitative',
    scale: { domain: [from - margin, last + margin], nice: false, zero: false },
    axis: {
      title: `${symbol}, logarithmic${zero === null ? '' : '; 0 stands apart'}`,
      values: places.map(({ x }) => x),
      labelExpr: `${labels.join(' : ')} : ''`,
      labelOverlap: 'greedy',
      grid: false,
    },
  };
}

/** Two slanted strokes on the axis between 0 and the logarithmic part. */
export function breakMark({ zero, first }: Positions): object[] {
  if (zero === null) return [];
  const data = { values: [{ x: (zero + first) / 2 }] };
  const y = { value: { expr: 'height' } };
  return [
    {
      data,
      mark: { type: 'rect', width: 9, height: 4, fill: colour('surface') },
      encoding: { y },
    },
    {
      data,
      mark: { type: 'text', fontSize: 13, fill: colour('muted'), baseline: 'middle' },
      encoding: { y, text: { value: '//' } },
    },
  ];
}
