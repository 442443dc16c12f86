import { readFileSync } from 'node:fs';
import path from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { packageFolder } from '../../files';
import type { Figure } from './figure';
import { withLightColours } from './palette';

/** The fonts that PNG files are set in: the renderer brings none, and the system's may have none. */
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
  path.join(packageFolder(), 'assets', 'fonts', name),
);

/** A PNG has twice as many pixels as the SVG has units: sharp on paper and on dense screens. */
const PNG_SCALE = 2;

/** A figure as an SVG whose colours are CSS variables, and as what an interactive view needs. */
export interface DrawnFigure extends Figure {
  readonly svg: string;
  /** The compiled plot, for the runtime in the page. */
  readonly plot: object;
}

/** Draws a figure for the page, which gives it a title. */
export async function draw(figure: Figure): Promise<DrawnFigure> {
  return { ...figure, ...(await render(figure.spec)) };
}

/** Draws a figure as an SVG that stands by itself. */
export async function svgFile({ spec, title, description }: Figure): Promise<string> {
  const { svg } = await render({ ...spec, ...(title !== undefined && { title }) });
  const words = renderToString(h('title', null, description));
  return withLightColours(svg).replace(/<svg[^>]*>/, (tag) => `${tag}${words}`);
}

async function render(spec: Figure['spec']): Promise<{ svg: string; plot: object }> {
  // Loaded when there is something to draw only: they take 0.15 s, and no training needs them.
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const plot = vegaLite.compile(spec).spec;
  const view = new vega.View(vega.parse(plot), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return { svg, plot };
}

/** The SVG as PNG. */
export async function pngFile(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(withSharpPixels(svg), {
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
    fitTo: { mode: 'zoom', value: PNG_SCALE },
  });
  return image.asPng();
}

/** The renderer knows the older of the two words that keep the pixels of enlarged pictures sharp. */
function withSharpPixels(svg: string): string {
  return svg.replaceAll('image-rendering: pixelated;', '');
}

/** The runtime that makes plots interactive, as a script for a browser. */
export function vegaRuntime(): string {
  return readFileSync(path.join(path.dirname(require.resolve('vega')), 'vega.min.js'), 'utf8');
}
