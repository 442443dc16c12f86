'use strict';

// SVGs as PNGs.
const { Resvg } = require('@resvg/resvg-js');
const sharp = require('sharp');

/** The renderer brings no fonts, and the system may have none: they are in the command line. */
const fontFiles = process.argv.slice(2);

/** A PNG has twice as many pixels as the SVG has units: sharp on paper and on dense screens. */
const SCALE = 2;

/** The same pixels as the renderer's own compression, in a third of its time and 7/8 of its bytes. */
const COMPRESSION = { compressionLevel: 3 };

async function drawPng(svg) {
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
  const image = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE } }).render();
  const { width, height, pixels } = image;
  // The engine does not see how large the renderer's pictures are, and would let them pile up; those
  // of before are young still, and a collection of all takes as long as the compression.
  globalThis.gc({ type: 'minor' });
  // Colours that are not opaque have been multiplied by their opacity: the renderer takes that back.
  if (!isOpaque(pixels)) return image.asPng();
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .png(COMPRESSION)
    .toBuffer();
}

function isOpaque(pixels) {
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 255) return false;
  return true;
}

/** Nothing is left to be loaded. */
function getReady() {}

module.exports = { drawPng, getReady };
