import { show } from '../../errors';
import { TaskRunner } from '../../tasks';
import { invalid } from '../bytes/faults';
import { allocateFor } from '../bytes/read-numbers';
import type { Columns } from './columns';
import type { CsvLine } from './csv-lines';

/** Numbers of a block: 2 MiB. Growing by blocks copies nothing. */
const BLOCK_NUMBERS = 2 ** 18;

/** Excludes hexadecimal numbers, which `Number` understands too. */
const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/** U+FFFD, which all bytes that are no UTF-8 are read as: labels that differ would be one class. */
const NO_UTF8 = '\ufffd';

/** Collects the features of lines, as float64. */
export class CsvRows<Labels extends number | null> {
  private columns: Columns<Labels> | null = null;
  private readonly blocks: Float64Array[] = [];
  private block = new Float64Array(0);
  private filled = 0;

  /** @param columnsOf  derives the columns from the first line */
  constructor(
    private readonly where: string,
    private readonly columnsOf: (first: CsvLine['cells']) => Columns<Labels>,
  ) {}

  /**
   * Adds the features of a line.
   *
   * @returns the columns; null if the line is the header
   * @throws OnelayerError DATA_INVALID naming line and column
   */
  add(line: CsvLine): Columns<Labels> | null {
    const { cells } = line;
    const isFirst = this.columns === null;
    const columns = (this.columns ??= this.columnsOf(cells));
    if (isFirst && columns.hasHeader) return null;
    const { count, labels } = columns;
    if (cells.length !== count) {
      const expected = `expected ${count} cells, as in the first line`;
      throw invalid(this.where, `line ${line.line}: ${expected}, got ${cells.length}`);
    }
    if (this.filled + count > this.block.length) this.grow(count);
    for (let j = 0; j < count; j++) {
      if (j === labels) continue;
      const value = Number(cells[j]);
      if (!isNumber(cells[j], value)) throw notANumber(line, j, columns);
      this.block[this.filled++] = value;
    }
    return columns;
  }

  /** Hands out X, n×d, of the n lines since the last call. */
  async take(): Promise<Float64Array> {
    const blocks = [...this.blocks.splice(0), this.block.subarray(0, this.filled)];
    const numbers = blocks.reduce((sum, { length }) => sum + length, 0);
    const X = allocateFor(this.where, Float64Array, numbers);
    const runner = new TaskRunner();
    let at = 0;
    for (const block of blocks) {
      X.set(block, at);
      at += block.length;
      await runner.pauseIfDue();
    }
    this.filled = 0;
    return X;
  }

  private grow(count: number): void {
    this.blocks.push(this.block.subarray(0, this.filled));
    this.block = new Float64Array(Math.max(BLOCK_NUMBERS, count));
    this.filled = 0;
  }
}

export class CsvLabels {
  private readonly labels: string[] = [];
  /** Each label once, by itself: equal ones are kept as one text. */
  private readonly distinct = new Map<string, string>();
  /** The place of the first one, for messages. */
  private first = '';

  /** @throws OnelayerError DATA_INVALID naming line and column */
  add({ cells, line }: CsvLine, { labels: j, placeOf }: Columns<number>): void {
    const label = cells[j].trim();
    if (label === '') throw invalid(placeOf(line, j), 'expected a label, got an empty cell');
    if (this.labels.length === 0) this.first = placeOf(line, j);
    let known = this.distinct.get(label);
    if (known === undefined) {
      if (label.includes(NO_UTF8)) {
        throw invalid(placeOf(line, j), `expected text in UTF-8, got ${show(label)}`);
      }
      this.distinct.set(label, (known = label));
    }
    this.labels.push(known);
  }

  get length(): number {
    return this.labels.length;
  }

  /**
   * Hands out the labels: as integers if all are written so, else as texts.
   *
   * @param classes  names that stay texts
   * @param header   whether the options say if there is a header
   * @throws OnelayerError DATA_INVALID if the first alone is a text: it may be a header
   */
  take(classes: readonly string[] | undefined, header: boolean | 'auto'): string[] | number[] {
    const { labels } = this;
    const distinct = [...this.distinct.keys()];
    const known = classes && new Set(classes);
    if (known && distinct.every((label) => known.has(label))) return labels;
    if (distinct.every(isInteger)) return labels.map(Number);
    if (header === 'auto') this.assertNoHeader(distinct);
    return labels;
  }

  private assertNoHeader([first, ...others]: readonly string[]): void {
    if (others.length === 0 || isInteger(first) || !others.every(isInteger)) return;
    if (this.labels.includes(first, 1)) return;
    const what = `expected an integer, as all other labels are, got ${show(first)}`;
    const cure = 'if this is a header, say so by header: true, else by false';
    throw invalid(this.first, `${what}: ${cure}`);
  }
}

function notANumber({ cells, line }: CsvLine, j: number, { placeOf }: Columns): Error {
  const got = cells[j].trim() === '' ? 'an empty cell' : show(cells[j]);
  return invalid(placeOf(line, j), `expected a finite number, got ${got}`);
}

/** Whether text means the finite number that `Number` takes it for. */
function isNumber(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  // A digit or a point at the first two places rules out 0x10, and text that is blank.
  const [first, second] = [text.charCodeAt(0), text.charCodeAt(1)];
  const isPlain = first >= 48 && first <= 57 && !(second > 57);
  return isPlain || DECIMAL.test(text);
}

/** Whether text is an integer as `String` writes it: 007 is a name. */
function isInteger(text: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(text) && Number.isSafeInteger(Number(text));
}
