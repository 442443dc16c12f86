'use strict';

// SVGs as PNGs.
const { setImmediate } = require('node:timers/promises');
const { Resvg } = require('@resvg/resvg-js');
const sharp = require('sharp');

/**
 * The renderer has no fonts, and the system may have none: the command line names them. It maps the
 * font's file for each glyph, which takes half of its time with a file of 700 kB: those of 40 kB, which
 * have the usual characters, go first.
 */
const [regular, bold, ...subsets] = process.argv.slice(2);
const fontFiles = [...subsets, regular, bold];

/** A PNG has twice as many pixels as the SVG has units: sharp on paper and on dense screens. */
const SCALE = 2;

/** The same pixels as the renderer's own compression, in a third of its time and 7/8 of its bytes. */
const COMPRESSION = { compressionLevel: 3 };

/** Settles when the picture that is being drawn is done. */
let last = Promise.resolve();

/**
 * Draws an SVG as a PNG on white, one at a time: a picture's memory is free for the next one only after a
 * turn of the event loop. Fresh memory pages cost more than all that is drawn on them.
 */
function drawPng(svg) {
  const drawn = last.then(() => draw(svg));
  last = drawn.catch(() => undefined).then(() => setImmediate());
  return drawn;
}

async function draw(svg) {
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
  const fitTo = { mode: 'zoom', value: SCALE };
  const { width, height, pixels } = new Resvg(svg, { font, fitTo, background: '#fff' }).render();
  const png = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .png(COMPRESSION)
    .toBuffer();
  // The engine does not see how large the renderer's pictures are, and would let them pile up; those
  // of before are young still, and a collection of all takes as long as the compression.
  globalThis.gc({ type: 'minor' });
  return png;
}

/** Nothing is left to be loaded. */
function getReady() {}

module.exports = { drawPng, getReady };
