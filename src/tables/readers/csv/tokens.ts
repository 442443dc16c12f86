const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Cells of a line: a line of delimiters alone would take eight bytes of memory for each. */
export const MOST_CELLS = 2 ** 18;

/**
 * Cuts the bytes of a CSV into cells (RFC 4180), a piece at a time: finds where each begins and ends, and
 * allocates nothing for it.
 */
export class CsvTokens {
  /** Of each cell, the index of its first byte; of a quoted one, that after its quote. */
  starts = new Int32Array(2 ** 10);
  /** Of each cell, the index after its last byte; the bitwise complement of it if it has doubled quotes. */
  ends = new Int32Array(2 ** 10);
  /** Of each row, the index of its first cell; then the number of all cells. */
  rowStarts = new Int32Array(2 ** 8);
  /** Of each row, the number of its line, from 1: that of its end, if it has quoted line breaks. */
  lines = new Int32Array(2 ** 8);
  rows = 0;
  /** The number of the line after the rows. */
  line = 1;
  /** Whether the line after the rows isn't CSV, or has too many cells. */
  isFaulty = false;
  private readonly isStop = new Uint8Array(256);
  /** Of the quoted cell that was read last. */
  private breaks = 0;
  private isDoubled = false;

  /** @param delimiter  a code of ASCII */
  constructor(private readonly delimiter: number) {
    for (const code of [delimiter, QUOTE, LINE_FEED, CARRIAGE_RETURN]) this.isStop[code] = 1;
  }

  /**
   * Finds the rows that are complete; lines of blanks are none.
   *
   * @param bytes   with room for one more after `end`, which is overwritten
   * @param isLast  whether the text ends at `end`
   * @returns the index after the last complete row
   */
  cut(bytes: Uint8Array, end: number, isLast: boolean): number {
    const { delimiter, isStop } = this;
    let { line } = this;
    let [at, done, cells, rowFirst] = [0, 0, 0, 0];
    this.rows = 0;
    bytes[end] = LINE_FEED;
    while (at < end || cells > rowFirst) {
      let start = at;
      while (isStop[bytes[at]] === 0) at++;
      let stop = at;
      const isQuoted = bytes[at] === QUOTE;
      if (isQuoted) {
        const isInside = !isBlank(bytes, start, at);
        start = at + 1;
        stop = isInside ? start : this.closing(bytes, start, end);
        at = isInside ? start : this.afterBlanks(bytes, stop + 1);
        if (isInside || (at < end && isStop[bytes[at]] === 0) || (isLast && stop === end)) {
          this.isFaulty = true;
          break;
        }
        line += this.breaks;
        if (this.isDoubled) stop = ~stop;
      }
      if (at >= end && !isLast) break;
      if (cells === this.starts.length && !this.grow(cells - rowFirst)) break;
      this.starts[cells] = start;
      this.ends[cells++] = stop;
      const code = bytes[at++];
      if (code === delimiter) continue;
      if (code === CARRIAGE_RETURN) {
        if (at === end && !isLast) break;
        if (at < end && bytes[at] === LINE_FEED) at++;
      }
      if (cells - rowFirst > MOST_CELLS) {
        this.isFaulty = true;
        break;
      }
      const isNothing = cells === rowFirst + 1 && !isQuoted && isBlank(bytes, start, stop);
      if (isNothing) cells = rowFirst;
      else this.addRow(line, cells);
      rowFirst = cells;
      this.line = ++line;
      done = Math.min(at, end);
    }
    return done;
  }

  /** Finds the quote that closes a cell; `end` if none does. */
  private closing(bytes: Uint8Array, from: number, end: number): number {
    this.breaks = 0;
    this.isDoubled = false;
    for (let at = from; at < end; at++) {
      const code = bytes[at];
      if (code === QUOTE) {
        if (bytes[at + 1] !== QUOTE) return at;
        this.isDoubled = true;
        at++;
      } else if (code === LINE_FEED || (code === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED)) {
        this.breaks++;
      }
    }
    return end;
  }

  private afterBlanks(bytes: Uint8Array, from: number): number {
    let at = from;
    while (this.isStop[bytes[at]] === 0 && isBlank(bytes, at, at + 1)) at++;
    return at;
  }

  private addRow(line: number, cells: number): void {
    if (this.rows + 1 === this.lines.length) {
      this.lines = doubled(this.lines);
      this.rowStarts = doubled(this.rowStarts);
    }
    this.lines[this.rows++] = line;
    this.rowStarts[this.rows] = cells;
  }

  /** @param ofRow  the cells of the row so far @returns whether it may have more */
  private grow(ofRow: number): boolean {
    this.isFaulty = ofRow > MOST_CELLS;
    if (this.isFaulty) return false;
    this.starts = doubled(this.starts);
    this.ends = doubled(this.ends);
    return true;
  }
}

/** Whether bytes are spaces, tabs and the like. */
function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] > 0x20) return false;
  return true;
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * values.length);
  more.set(values);
  return more;
}
