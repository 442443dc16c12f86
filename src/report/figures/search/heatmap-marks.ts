import { colour } from '../palette';
import type { Positions } from '../setting-axis';
import type { AccuracyScale } from './scored';

/** What is drawn at one place. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly first: string;
  readonly second: string;
  readonly number: number;
  /** Null if all trials at this place failed. */
  readonly accuracy: number | null;
  /** The accuracy in per cent, or × if there is none. */
  readonly text: string;
  readonly score: string;
  readonly mark: 'best' | 'chosen' | null;
}

const CELL = {
  x: { field: 'left' },
  x2: { field: 'right' },
  y: { field: 'low' },
  y2: { field: 'high' },
};

/** Outlines of the best trial, and of the chosen one, whose dashes tell it from the best. */
function outlines(places: readonly Place[], mark: object, encoding: object): object[] {
  const outline = { stroke: colour('ink'), strokeWidth: 2.5, opacity: 1, ...mark };
  return [
    { kind: 'best', strokeDash: [1, 0] },
    { kind: 'chosen', strokeDash: [4, 3] },
  ].map(({ kind, strokeDash }) => ({
    data: { values: places.filter((one) => one.mark === kind) },
    mark: { ...outline, strokeDash },
    encoding,
  }));
}

interface Grid {
  readonly across: Positions;
  readonly up: Positions;
  readonly scale: AccuracyScale;
  /** Whether cells have room for figures. */
  readonly hasTexts: boolean;
}

/** The cells of a grid, each as far as half-way to its neighbours; with figures, where they are few. */
export function cells(places: readonly Place[], { across, up, scale, hasTexts }: Grid): object[] {
  const values = places.map((one) => {
    const [left, right] = edges(across, one.x);
    const [low, high] = edges(up, one.y);
    return { ...one, left, right, low, high, middle: (left + right) / 2, centre: (low + high) / 2 };
  });
  const scored = values.filter(isScored);
  return [
    {
      data: { values },
      mark: { type: 'rect', fill: 'transparent', stroke: colour('grid') },
      encoding: CELL,
    },
    {
      data: { values: scored },
      mark: { type: 'rect', fill: colour('series-1') },
      encoding: { ...CELL, fillOpacity: scale.opacity() },
    },
    ...outlines(values, { type: 'rect', fill: 'transparent' }, CELL),
    {
      data: { values: hasTexts ? values : values.filter((one) => !isScored(one)) },
      mark: {
        type: 'text',
        fontSize: { expr: 'width < 380 ? 10 : 12' },
        fill: colour('ink'),
      },
      encoding: { x: { field: 'middle' }, y: { field: 'centre' }, text: { field: 'text' } },
    },
  ];
}

/** Points of values that were drawn at random: no two lie in a row. */
export function points(places: readonly Place[], scale: AccuracyScale): object[] {
  const scored = places.filter(isScored);
  const size = scored.length > 200 ? 45 : 130;
  const point = { type: 'point', filled: true, size, fill: colour('series-1') };
  return [
    {
      data: { values: places.filter((one) => !isScored(one)) },
      mark: { type: 'text', text: '×', fontSize: 13, fill: colour('muted') },
    },
    {
      data: { values: scored },
      mark: { ...point, stroke: colour('series-1'), strokeWidth: 0.5, opacity: 1 },
      encoding: { fillOpacity: scale.opacity() },
    },
    ...outlines(scored, { type: 'point', filled: false, size: 3 * size }, {}),
  ];
}

function isScored<P extends Place>(place: P): place is P & { readonly accuracy: number } {
  return place.accuracy !== null;
}

/** From where to where the cell at a position reaches. */
function edges(at: Positions, x: number): [from: number, to: number] {
  const xs = at.places.map((place) => place.x);
  const half = halfCell(at);
  const i = xs.indexOf(x);
  const from = i === 0 ? x - half : (xs[i - 1] + x) / 2;
  return [from, i === xs.length - 1 ? x + half : (x + xs[i + 1]) / 2];
}

/** Half of a cell at an end: of an average one. */
export function halfCell({ places, zero, first, last }: Positions): number {
  return (last - (zero ?? first)) / (places.length - 1) / 2;
}
