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

/**
 * Measures texts in pixels, by the advance widths of the fonts' glyphs. A text with a limit takes no more
 * room than that: vega asks for its width before it has cut it, both to cut it and to lay out the plot.
 */
function textMeasure() {
  const regular = advanceWidths(fontIn(REGULAR));
  const bold = advanceWidths(fontIn(BOLD));
  return ({ fontSize = 11, fontWeight, limit = 0 }, text) => {
    const widthOf = fontWeight === 'bold' || Number(fontWeight) >= 600 ? bold : regular;
    let width = 0;
    for (const character of String(text ?? '')) width += widthOf(character);
    return limit > 0 ? Math.min(width * fontSize, limit) : width * fontSize;
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

/** Tells which characters a font's file has a sign for. */
function signsIn(file) {
  const font = fontIn(file);
  return (character) => font.charToGlyphIndex(character) > 0;
}

module.exports = { signsIn, textMeasure };
