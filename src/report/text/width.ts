import stringWidth from 'string-width';

/** A standard stream, as far as its width matters. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The columns of a terminal that doesn't tell. */
const USUAL = 80;

/** The columns that text takes on a terminal: East Asian signs take two, colours none. */
export function textWidth(text: string): number {
  return stringWidth(text);
}

/** Pads text on the right to so many columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/**
 * The columns that text should fit into: those of a terminal; elsewhere those that the variable COLUMNS
 * names, which terminals that don't tell their width are given too. Undefined if text may be of any width.
 */
export function columnsOf(screen: Screen, { COLUMNS }: NodeJS.ProcessEnv = process.env) {
  const named = Number(COLUMNS);
  const asked = Number.isSafeInteger(named) && named > 0 ? named : undefined;
  if (screen.isTTY !== true) return asked;
  return screen.columns !== undefined && screen.columns > 0 ? screen.columns : (asked ?? USUAL);
}

/** The words of a line; a number and its unit are one. */
export function wordsOf(line: string): string[] {
  return line.split(/ +(?!%|s\b|min\b|MB\b|\d+ s\b)/).filter((word) => word !== '');
}

/** Fills lines with words. A word that is too long has a line of its own. */
export function wrapped(words: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last) + 1 + textWidth(word) <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
