import type { TopLevelSpec } from 'vega-lite';
import { colour } from './palette';

/** A plot, or a montage of pictures, before it is drawn. */
export interface Figure {
  /** The name of its files, e.g. `loss`. */
  readonly name: string;
  /** The title in its file; the page has a caption instead. */
  readonly title?: string;
  /** What its file says below the title, so that it can be read without the page, e.g. a scale. */
  readonly subtitle?: string;
  /** A description in words, for people who can't see it. */
  readonly description: string;
  readonly spec: TopLevelSpec;
}

/** The family that PNG files are set in; an SVG file takes another one where it isn't installed. */
export const FONT = 'DejaVu Sans, Verdana, sans-serif';

const TEXTS = { labelColor: colour('ink'), titleColor: colour('ink'), labelFontSize: 12 };

/** The Vega configuration of all plots. */
const CONFIG: TopLevelSpec['config'] = {
  // The page and the SVG's own title describe a figure as a whole.
  aria: false,
  font: FONT,
  background: colour('surface'),
  padding: 8,
  view: { stroke: null },
  title: {
    color: colour('ink'),
    subtitleColor: colour('muted'),
    anchor: 'start',
    fontSize: 13,
    subtitleFontSize: 12,
    offset: 10,
  },
  axis: {
    ...TEXTS,
    titleFontWeight: 'normal',
    labelLimit: 220,
    // Vega's own 200 would draw the title of an axis over its longest labels.
    maxExtent: 240,
    titleFontSize: 12,
    gridColor: colour('grid'),
    domainColor: colour('muted'),
    tickColor: colour('muted'),
  },
  legend: { ...TEXTS, titleFontWeight: 'normal', titleFontSize: 12, symbolSize: 90 },
  header: TEXTS,
};

/** Makes axes and legends fit into the plot's width, which the page sets to the room there is. */
export const FITTED = { autosize: { type: 'fit', contains: 'padding' }, width: 480 } as const;

/** A line to compare with. */
export const DASHED_LINE = {
  type: 'rule',
  strokeDash: [6, 4],
  stroke: colour('ink'),
  strokeWidth: 1.5,
} as const;

/**
 * An axis of fractions, labelled in per cent. A format without a number of digits takes as many as tell
 * the ticks apart.
 */
export const PERCENT = { format: '%', labelExpr: "replace(datum.label, '%', ' %')" } as const;

/** An axis of numbers, with the digits that tell the ticks apart; with powers of ten from 1e9 on alone. */
export const NUMBERS = {
  format: '~f',
  labelExpr: "abs(datum.value) < 1e9 ? datum.label : format(datum.value, '~e')",
} as const;

/** Tells the values of a field apart by colour, shape or dash, with a legend above the plot. */
export function namedScale(field: string, domain: readonly string[], range: readonly unknown[]) {
  const legend = { orient: 'top', title: null };
  return { field, type: 'nominal', scale: { domain, range }, legend };
}

/** An axis of names, in the order of the data. */
export function listAxis(field: string, axis: object) {
  return { field, type: 'nominal', sort: null, axis };
}

/** An axis from 0 to 1. */
export function unitAxis(field: string, axis: object) {
  return { field, type: 'quantitative', scale: { domain: [0, 1] }, axis };
}

/** Makes a figure; its specification needs no styling of its own. */
export function figure(name: string, description: string, spec: object): Figure {
  return { name, description, spec: { config: CONFIG, ...spec } as TopLevelSpec };
}
