import path from 'node:path';
import type { Font } from 'opentype.js';
import { packageFolder } from '../../files';

/** The fonts that PNG files are set in: the renderer brings none, and the system may have none. */
export const FONT_FILES = {
  regular: fontFile('DejaVuSans.ttf'),
  bold: fontFile('DejaVuSans-Bold.ttf'),
};

function fontFile(name: string): string {
  return path.join(packageFolder(), 'assets', 'fonts', name);
}

/** What of a text decides its width. */
export interface TextStyle {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

/** Measures a text in pixels. */
export type MeasureText = (style: TextStyle, text: string | number | null) => number;

/** A measure of texts by the advance widths of the fonts' own glyphs. */
export async function textMeasure(): Promise<MeasureText> {
  const { loadSync } = await import('opentype.js');
  const regular = advanceWidths(loadSync(FONT_FILES.regular));
  const bold = advanceWidths(loadSync(FONT_FILES.bold));
  return ({ fontSize = 11, fontWeight }, text) => {
    const widthOf = fontWeight === 'bold' || Number(fontWeight) >= 600 ? bold : regular;
    let width = 0;
    for (const character of String(text ?? '')) width += widthOf(character);
    return width * fontSize;
  };
}

/** The width of a character, in em. */
function advanceWidths(font: Font): (character: string) => number {
  const known = new Map<string, number>();
  return (character) => {
    const width =
      known.get(character) ?? (font.charToGlyph(character).advanceWidth ?? 0) / font.unitsPerEm;
    known.set(character, width);
    return width;
  };
}
