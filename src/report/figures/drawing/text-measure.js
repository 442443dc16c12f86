'use strict';

const { readFileSync } = require('node:fs');
const { parse } = require('opentype.js');

/** The files of the fonts to measure in, from the command line. */
const [REGULAR, BOLD] = process.argv.slice(2);

/** The font in a file. (opentype.js 1.3.5 has no `loadSync` that gives one.) */
function fontIn(file) {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  return parse(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** Measures texts in pixels, by the advance widths of the fonts' glyphs. */
function textMeasure() {
  const regular = advanceWidths(fontIn(REGULAR));
  const bold = advanceWidths(fontIn(BOLD));
  return ({ fontSize = 11, fontWeight }, text) => {
    const widthOf = fontWeight === 'bold' || Number(fontWeight) >= 600 ? bold : regular;
    let width = 0;
    for (const character of String(text ?? '')) width += widthOf(character);
    return width * fontSize;
  };
}

/** The width of a character, in em. */
function advanceWidths(font) {
  const known = new Map();
  return (character) => {
    const width =
      known.get(character) ?? (font.charToGlyph(character).advanceWidth ?? 0) / font.unitsPerEm;
    known.set(character, width);
    return width;
  };
}

module.exports = { textMeasure };
