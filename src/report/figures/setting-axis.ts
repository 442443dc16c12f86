import { settingNumber, significant } from '../text/format';
import { colour } from './palette';

interface Place {
  readonly x: number;
  readonly setting: string;
}

/** Where the values of a setting lie on an axis. */
export interface Positions {
  /** Each value's position and text. */
  readonly places: readonly Place[];
  /** What the axis is labelled with: each value, or round ones if there are many. */
  readonly ticks: readonly Place[];
  /** True for the values themselves as positions, false for their logarithms. */
  readonly isLinear: boolean;
  /** The position of 0 on a logarithmic axis, a step before the smallest other value; null if 0 is not among the values. */
  readonly zero: number | null;
  /** The position of the smallest value, on a logarithmic axis of the smallest positive one. */
  readonly first: number;
  /** The position of the largest value. */
  readonly last: number;
}

/** With more different values, an axis is labelled with round ones. */
const MOST_TICKS = 8;

/**
 * Positions on a logarithmic axis that has a place for 0 too.
 *
 * @param values  finite, from 0; at least two different ones
 */
export function positions(values: readonly number[]): Positions {
  const logs = [...new Set(values)].filter((value) => value > 0).map(Math.log10);
  const [first, last] = [Math.min(...logs), Math.max(...logs)];
  // As far as the others are from one another, so that it is plain to see, and not too far.
  const range = last - first;
  const step = logs.length > 1 ? Math.max(range / (logs.length - 1), range / 12) : 1;
  const zero = values.includes(0) ? first - step : null;
  const place = (value: number, setting = settingNumber(value)): Place => ({
    x: value === 0 ? first - step : Math.log10(value),
    setting,
  });
  const places = values.map((value) => place(value));
  const round = [...(zero === null ? [] : [0]), ...roundNumbers(first, last)];
  const ticks =
    logs.length <= MOST_TICKS ? places : round.map((value) => place(value, significant(value)));
  return { places, ticks, isLinear: false, zero, first, last };
}

/** Positions on a linear axis, of finite values. */
export function linearPositions(values: readonly number[]): Positions {
  const place = (x: number): Place => ({ x, setting: significant(x) });
  const [first, last] = [Math.min(...values), Math.max(...values)];
  const places = values.map(place);
  const ticks = new Set(values).size <= MOST_TICKS ? places : evenNumbers(first, last).map(place);
  return { places, ticks, isLinear: true, zero: null, first, last };
}

/** The powers of ten between two logarithms; of fewer than three, 2 and 5 times these as well. */
function roundNumbers(from: number, to: number): number[] {
  const powers = Array.from(
    { length: Math.floor(to) - Math.floor(from) + 1 },
    (_, i) => 10 ** (Math.floor(from) + i),
  );
  const isWithin = (value: number): boolean =>
    Math.log10(value) >= from - 1e-9 && Math.log10(value) <= to + 1e-9;
  const within = powers.filter(isWithin);
  if (within.length > 2) return within;
  return powers.flatMap((power) => [power, 2 * power, 5 * power]).filter(isWithin);
}

/** Some five even numbers between two. */
function evenNumbers(from: number, to: number): number[] {
  const power = 10 ** Math.floor(Math.log10((to - from) / 4));
  const step = power * ([1, 2, 5].find((times) => (to - from) / (times * power) <= 6) ?? 10);
  const lowest = Math.ceil(from / step - 1e-9);
  const length = Math.floor(to / step + 1e-9) - lowest + 1;
  return Array.from({ length }, (_, i) => (lowest + i) * step);
}

/** The position of one of the values. */
export function positionOf(value: number, { isLinear, zero, first }: Positions): number {
  if (isLinear) return value;
  return value === 0 ? (zero ?? first) : Math.log10(value);
}

/**
 * The axis, with labelled ticks.
 *
 * @param field   the field with the positions
 * @param margin  the room at both ends: by default a part of the length
 */
export function settingAxis(symbol: string, at: Positions, field = 'x', margin = marginOf(at)) {
  const { ticks, isLinear, zero, first, last } = at;
  const from = zero ?? first;
  const labels = ticks.map(({ x, setting }) => `abs(datum.value - ${x}) < 1e-9 ? '${setting}'`);
  const apart = zero === null ? '' : '; 0 stands apart';
  return {
    field,
    type: 'quantitative',
    scale: { domain: [from - margin, last + margin], nice: false, zero: false },
    axis: {
      title: isLinear ? symbol : `${symbol}, logarithmic${apart}`,
      values: ticks.map(({ x }) => x),
      labelExpr: `${labels.join(' : ')} : ''`,
      labelOverlap: 'greedy',
      labelSeparation: 6,
      grid: false,
    },
  };
}

function marginOf({ zero, first, last }: Positions): number {
  return 0.12 * (last - (zero ?? first) || 1);
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
