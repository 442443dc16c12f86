import { readFileSync } from 'node:fs';
import path from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { drawPlot } from './drawing/drawing-processes';
import { FONT, type Figure } from './figure';
import { inLines } from './lines';
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
export function svgFile({ svg, title, subtitle, description }: DrawnFigure): string {
  const words = renderToString(h('title', null, description));
  const headed = withHeading(svg, { title, subtitle });
  return withLightColours(headed).replace(/<svg[^>]*>/, (tag) => `${tag}${words}`);
}

/** The kinds of lines above a figure: pixels; a letter's width is that of an average one. */
const TITLE = { size: 13, weight: 'bold', fill: colour('ink'), letter: 8.6 };
const SUBTITLE = { size: 12, weight: 'normal', fill: colour('muted'), letter: 7 };

const LEFT = 8;
const LINE = 17;
/** The room for a first line, and the position of its baseline in it. */
const FIRST = { height: 26, y: 21 };

/** Adds title and subtitle above a figure: cheaper than drawing the figure again with them. */
function withHeading(svg: string, { title, subtitle }: Pick<Figure, 'title' | 'subtitle'>): string {
  const opening = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"[^>]*>/.exec(svg);
  if (!opening) throw new Error(`expected an SVG with width and height, got ${svg.slice(0, 200)}`);
  const [tag, width, height] = opening;
  const lines = [
    { text: title, style: TITLE },
    { text: subtitle, style: SUBTITLE },
  ].flatMap(({ text, style }) =>
    text === undefined
      ? []
      : inLines(text, (Number(width) - 2 * LEFT) / style.letter).map((line) => ({
          line,
          style,
        })),
  );
  if (lines.length === 0) return svg;
  const room = FIRST.height + LINE * (lines.length - 1);
  const taller = Number(height) + room;
  const frame = tag
    .replace(`height="${height}"`, `height="${taller}"`)
    .replace(/viewBox="[^"]*"/, `viewBox="0 0 ${width} ${taller}"`);
  const background = renderToString(h('rect', { width, height: room, fill: colour('surface') }));
  const texts = lines.map(({ line, style: { size, weight, fill } }, i) => {
    const style = { 'font-family': FONT, 'font-size': `${size}px`, 'font-weight': weight };
    return renderToString(h('text', { x: LEFT, y: FIRST.y + LINE * i, fill, ...style }, line));
  });
  const below = svg.slice(tag.length, -'</svg>'.length);
  return `${frame}${background}${texts.join('')}<g transform="translate(0,${room})">${below}</g></svg>`;
}

/** The runtime that makes plots interactive, as a script for a browser. */
export function vegaRuntime(): string {
  return readFileSync(path.join(path.dirname(require.resolve('vega')), 'vega.min.js'), 'utf8');
}
