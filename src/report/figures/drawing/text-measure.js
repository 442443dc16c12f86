'use strict';

const { loadSync } = require('opentype.js');

/** The fonts that texts are measured in: they are in the command line. */
const [REGULAR, BOLD] = process.argv.slice(2);

/** A measure of texts, in pixels, by the advance widths of the fonts' own glyphs. */
function textMeasure() {
  const regular = advanceWidths(loadSync(REGULAR));
  const bold = advanceWidths(loadSync(BOLD));
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
