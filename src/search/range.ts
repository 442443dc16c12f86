import {
  argumentError,
  assertFinite,
  assertInteger,
  assertKnownKeys,
  assertPositive,
} from '../errors';

/** The ends of a range. */
type Ends = readonly [from: number, to: number];

/** Numbers at equal ratios, from the first to the last. */
export interface LogRange {
  /** The first and the last, above 0. */
  readonly log: Ends;
  /** Always absent: a range has one scale. */
  readonly linear?: undefined;
  /** The number of values of a grid, at least 2. Absent if values are drawn. */
  readonly count?: number;
}

/** Numbers at equal distances, from the first to the last. */
export interface LinearRange {
  /** The first and the last. */
  readonly linear: Ends;
  /** Always absent: a range has one scale. */
  readonly log?: undefined;
  /** The number of values of a grid, at least 2. Absent if values are drawn. */
  readonly count?: number;
}

/**
 * A range of numbers, evenly spaced on a logarithmic or a linear scale. Values of a setting that takes
 * integers are rounded.
 *
 * @category Search
 */
export type Range = LogRange | LinearRange;

export function isRange(values: unknown): values is Range {
  return typeof values === 'object' && values !== null && !Array.isArray(values);
}

/**
 * Throws unless a range has two ends in ascending order, and a number of values where it makes a grid.
 *
 * @param areDrawn  whether values are drawn from it, so that it has no number of them
 */
export function assertRange(name: string, range: Range, areDrawn: boolean): void {
  assertKnownKeys(name, range, ['log', 'linear', 'count']);
  const { log, linear, count } = range;
  if ((log === undefined) === (linear === undefined)) {
    throw argumentError(TypeError, name, '{ log: [from, to] } or { linear: [from, to] }', range);
  }
  const at = `${name}.${log ? 'log' : 'linear'}`;
  const ends: readonly unknown[] = log ?? linear;
  if (!Array.isArray(ends)) throw argumentError(TypeError, at, 'two numbers, [from, to]', ends);
  assertInteger(`${at}.length`, ends.length, 2, 2);
  const assert: (name: string, value: unknown) => void = log ? assertPositive : assertFinite;
  ends.forEach((end, i) => assert(`${at}[${i}]`, end));
  const [from, to] = ends as unknown as Ends;
  if (!(to > from)) throw argumentError(RangeError, `${at}[1]`, `a number above ${from}`, to);
  if (!areDrawn) assertInteger(`${name}.count`, count, 2);
  else if (count !== undefined) {
    throw argumentError(TypeError, `${name}.count`, 'none, since values are drawn', count);
  }
}

/** The values of a grid, from end to end; of integers, each once. */
export function valuesOf(range: Range, isInteger: boolean): number[] {
  const { count = 2 } = range;
  const values = Array.from({ length: count }, (_, i) => {
    const value = drawnFrom(range, i / (count - 1));
    return isInteger ? Math.round(value) : value;
  });
  return [...new Set(values)];
}

/** Returns the number at a fraction of the way from end to end: exactly the ends at 0 and 1. */
export function drawnFrom({ log, linear }: Range, fraction: number): number {
  const [from, to] = log ?? linear;
  const value = log ? from * (to / from) ** fraction : from + (to - from) * fraction;
  return Math.min(to, Math.max(from, rounded(value)));
}

/** Twelve digits: the last bits of powers differ between machines, and 0.01 is to be read as such. */
const rounded = (value: number): number => Number(value.toPrecision(12));
