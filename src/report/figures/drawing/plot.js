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

/** Vega and vega-lite, once there is something to draw. */
let libraries;

async function load() {
  const vega = bundleOf('vega');
  const vegaLite = bundleOf('vega-lite', { vega });
  // Without a canvas, vega takes every letter for 0.8 em wide, and cuts labels that would fit.
  vega.textMetrics.width = textMeasure();
  return { vega, vegaLite };
}

/**
 * A package's bundle for browsers, which the page has too: one file is loaded in a quarter of the time
 * of the several hundred modules that it was made of.
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
 * Loads what draws, and lets V8 learn it on a plot that nobody sees: a second one would teach it nothing
 * more. What is drawn later doesn't depend on it.
 */
async function getReady() {
  libraries ??= load().then(async (loaded) => {
    await draw(SAMPLE, loaded);
    // The parts of a plot that others refer to are numbered: the first plot's begin with the first.
    loaded.vega.resetSVGDefIds();
    return loaded;
  });
  await libraries;
}

module.exports = { drawPlot, getReady };
