'use strict';

// Draws the SVGs it is sent as PNGs, in a process of its own, started by png.ts: the renderer holds
// its thread while it compresses, and its allocator gives memory back to the system after each
// picture only to ask for it again at once, unless the environment that it finds at its start tells
// it not to. 52 figures took it 3.6 s so, and 1.8 s in an environment that does.
const { Resvg } = require('@resvg/resvg-js');

const fontFiles = process.argv.slice(2);

/** A PNG has twice as many pixels as the SVG has units: sharp on paper and on dense screens. */
const SCALE = 2;

process.on('message', ({ id, svg }) => {
  try {
    process.send({ id, png: png(svg) });
  } catch (error) {
    process.send({ id, problem: String(error) });
  }
  // The engine does not see how large the renderer's pictures are, and would let them pile up.
  globalThis.gc();
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches all processes of a terminal; this one ends with the one that started it.
process.on('SIGINT', () => undefined);

function png(svg) {
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
  const image = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE } }).render();
  return image.asPng();
}
