'use strict';

// Plots as SVGs.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { compileFunction } = require('node:vm');
const { textMeasure } = require('./text-measure');
const { SAMPLE } = require('./sample-plot');

/** Draws a vega-lite specification: an SVG whose colours are CSS variables, and the compiled plot. */
async function drawPlot(spec) {
  return draw(spec, await (libraries ??= load()));
}

async function draw(spec, { vega, vegaLite }) {
  const plot = vegaLite.compile(spec).spec;
  const view = new vega.View(vega.parse(plot), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return { svg, plot };
}

/** Vega and vega-lite, loaded on first use. */
let libraries;

async function load() {
  const vega = bundleOf('vega');
  const vegaLite = bundleOf('vega-lite', { vega });
  // Without a canvas, vega assumes that each letter is 0.8 em wide, and truncates labels that would fit.
  vega.textMetrics.width = textMeasure();
  return { vega, vegaLite };
}

/**
 * A package's bundle for browsers, which the page has too: it loads in a quarter of the time of the
 * several hundred modules that it was made of.
 */
function bundleOf(name, others = {}) {
  const file = path.join(path.dirname(require.resolve(name)), `${name}.min.js`);
  const bundle = { exports: {} };
  const run = compileFunction(readFileSync(file, 'utf8'), ['exports', 'module', 'require'], {
    filename: file,
  });
  run.call(globalThis, bundle.exports, bundle, (other) => others[other]);
  return bundle.exports;
}

/**
 * Loads the libraries, and warms V8 up with one plot that nobody sees; a second would gain nothing. It
 * doesn't change what is drawn later.
 */
async function getReady() {
  libraries ??= load().then(async (loaded) => {
    await draw(SAMPLE, loaded);
    // Vega numbers the parts of a plot that others refer to: the first real plot's are to begin at the start.
    loaded.vega.resetSVGDefIds();
    return loaded;
  });
  await libraries;
}

module.exports = { drawPlot, getReady };
