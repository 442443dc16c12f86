import { readFileSync } from 'node:fs';
import path from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { FONT, type Figure } from './figure';
import { textMeasure, type MeasureText } from './fonts';
import { colour, withLightColours } from './palette';

/** A figure as an SVG whose colours are CSS variables, and as what an interactive view needs. */
export interface DrawnFigure extends Figure {
  readonly svg: string;
  /** The compiled plot, for the runtime in the page. */
  readonly plot: object;
}

/** Draws a figure for the page, which gives it a title. */
export async function draw(figure: Figure): Promise<DrawnFigure> {
  const { vega, vegaLite } = await plotLibraries();
  const plot = vegaLite.compile(figure.spec).spec;
  const view = new vega.View(vega.parse(plot), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return { ...figure, svg, plot };
}

/** A figure as an SVG that stands by itself: with its title, described, and in light colours. */
export function svgFile({ svg, title, description }: DrawnFigure): string {
  const words = renderToString(h('title', null, description));
  const titled = title === undefined ? svg : withTitle(svg, title);
  return withLightColours(titled).replace(/<svg[^>]*>/, (tag) => `${tag}${words}`);
}

/** Room for a line above a figure, and where it stands in it: pixels. */
const TITLE = { height: 26, x: 8, y: 21 };

/** The figure below its title: cheaper than to draw it once more with one. */
function withTitle(svg: string, title: string): string {
  const opening = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"[^>]*>/.exec(svg);
  if (!opening) throw new Error(`expected an SVG with width and height, got ${svg.slice(0, 200)}`);
  const [tag, width, height] = opening;
  const taller = Number(height) + TITLE.height;
  const frame = tag
    .replace(`height="${height}"`, `height="${taller}"`)
    .replace(/viewBox="[^"]*"/, `viewBox="0 0 ${width} ${taller}"`);
  const background = h('rect', { width, height: TITLE.height, fill: colour('surface') });
  const style = { 'font-family': FONT, 'font-size': '13px', 'font-weight': 'bold' };
  const line = h('text', { x: TITLE.x, y: TITLE.y, fill: colour('ink'), ...style }, title);
  const below = svg.slice(tag.length, -'</svg>'.length);
  const head = renderToString(background) + renderToString(line);
  return `${frame}${head}<g transform="translate(0,${TITLE.height})">${below}</g></svg>`;
}

let loading: ReturnType<typeof loadPlotLibraries> | undefined;

/** Loaded when there is something to draw only: they take 0.2 s, and no training needs them. */
function plotLibraries(): ReturnType<typeof loadPlotLibraries> {
  loading ??= loadPlotLibraries();
  return loading;
}

async function loadPlotLibraries() {
  const [vega, vegaLite, width] = await Promise.all([
    import('vega'),
    import('vega-lite'),
    textMeasure(),
  ]);
  // Without a canvas, vega takes every letter for 0.8 em wide, and cuts labels that would fit. Its
  // types don't have this part.
  (vega as unknown as { textMetrics: { width: MeasureText } }).textMetrics.width = width;
  return { vega, vegaLite };
}

/** The runtime that makes plots interactive, as a script for a browser. */
export function vegaRuntime(): string {
  return readFileSync(path.join(path.dirname(require.resolve('vega')), 'vega.min.js'), 'utf8');
}
