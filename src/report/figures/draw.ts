import { readFileSync } from 'node:fs';
import path from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { drawPlot } from './drawing/drawing-processes';
import { FONT, type Figure } from './figure';
import { colour, withLightColours } from './palette';

/** A figure as an SVG whose colours are CSS variables, and as a compiled plot for an interactive view. */
export interface DrawnFigure extends Figure {
  readonly svg: string;
  /** The compiled plot, for the runtime in the page. */
  readonly plot: object;
}

/** Draws a figure for the page, which gives it a title. */
export async function draw(figure: Figure): Promise<DrawnFigure> {
  return { ...figure, ...(await drawPlot(figure.spec)) };
}

/** A figure as a self-contained SVG: with title, description and light colours. */
export function svgFile({ svg, title, description }: DrawnFigure): string {
  const words = renderToString(h('title', null, description));
  const titled = title === undefined ? svg : withTitle(svg, title);
  return withLightColours(titled).replace(/<svg[^>]*>/, (tag) => `${tag}${words}`);
}

/** The room for a title above a figure, and the title's position in it: pixels. */
const TITLE = { height: 26, x: 8, y: 21 };

/** Adds a title above a figure: cheaper than drawing the figure again with one. */
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

/** The runtime that makes plots interactive, as a script for a browser. */
export function vegaRuntime(): string {
  return readFileSync(path.join(path.dirname(require.resolve('vega')), 'vega.min.js'), 'utf8');
}
