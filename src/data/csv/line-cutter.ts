import { invalid } from '../bytes/faults';

/** A line, or a quoted cell, of more characters is taken for a quote that was never closed. */
const MOST_LENGTH = 2 ** 24;

/** Cells of a line: a line of delimiters alone would take eight bytes of memory for each. */
const MOST_CELLS = 2 ** 18;

/** Cuts text that comes in pieces after the last line break that isn't in quotes. */
export class LineCutter {
  /** The number of the line that begins next, from 1. */
  line = 1;
  /** An incomplete line. */
  private pieces: string[] = [];
  private length = 0;
  private cells = 1;
  private isInQuotes = false;
  /** A carriage return at the end of a piece, which may be half a line break. */
  private held = '';

  constructor(
    private readonly where: string,
    private readonly delimiter: string,
  ) {}

  /**
   * Returns the lines that a piece completes, with their line breaks.
   *
   * @param isLast  whether the text ends: the rest is returned too
   * @throws OnelayerError DATA_INVALID for a line that is too long, or has too many cells
   */
  cut(piece: string, isLast = false): string {
    let text = this.held + piece;
    this.held = !isLast && text.endsWith('\r') ? '\r' : '';
    text = text.slice(0, text.length - this.held.length);
    const end = isLast ? text.length : this.endOfLines(text);
    if (end === 0 && !isLast) {
      this.keep(text);
      return '';
    }
    const whole = this.pieces.join('') + text.slice(0, end);
    this.pieces = [];
    [this.length, this.cells, this.isInQuotes] = [0, 1, false];
    this.keep(text.slice(end));
    return whole;
  }

  /** Returns the index after the last line break outside quotes; 0 if there is none. */
  private endOfLines(text: string): number {
    const isQuoted = text.includes('"');
    let isOutside = this.isInQuotes === (isQuoted && count(text, '"') % 2 === 1);
    for (let end = text.length; ;) {
      const at = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1));
      if (end === 0 || at < 0) return 0;
      if (isQuoted && count(text.slice(at, end), '"') % 2 === 1) isOutside = !isOutside;
      if (isOutside) return at + 1;
      end = at;
    }
  }

  private keep(text: string): void {
    if (text === '') return;
    this.pieces.push(text);
    this.length += text.length;
    this.cells += count(text, this.delimiter);
    if (count(text, '"') % 2 === 1) this.isInQuotes = !this.isInQuotes;
    const what = this.isInQuotes ? ', from a quote that is not closed' : '';
    const place = `line ${this.line}`;
    if (this.length > MOST_LENGTH) {
      throw invalid(this.where, `${place}: expected at most ${MOST_LENGTH} bytes, got more${what}`);
    }
    if (this.cells > MOST_CELLS) {
      throw invalid(this.where, `${place}: expected at most ${MOST_CELLS} cells, got more${what}`);
    }
  }
}

function count(text: string, sign: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found++;
  return found;
}
