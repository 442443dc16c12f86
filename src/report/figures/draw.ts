import { readFileSync } from 'node:fs';
import path from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Figure } from './figure';
import { FONT_FILES, textMeasure, type MeasureText } from './fonts';
import { withLightColours } from './palette';

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
  const { vega, vegaLite } = await plotLibraries();
  const plot = vegaLite.compile(spec).spec;
  const view = new vega.View(vega.parse(plot), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return { svg, plot };
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

/** The SVG as PNG. */
export async function pngFile(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(withSharpPixels(svg), {
    font: {
      fontFiles: Object.values(FONT_FILES),
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
    },
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
