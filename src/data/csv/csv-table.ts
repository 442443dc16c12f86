import { show } from '../../errors';
import { Breather } from '../../pacing';
import { allocateFor } from '../bytes/allocate';
import { invalid } from '../bytes/faults';
import { columnsOf, placeOf, type ColumnOptions, type Columns, type CsvRow } from './columns';

/** Numbers of a block: 2 MiB. Growing by blocks copies nothing. */
const BLOCK_NUMBERS = 2 ** 18;

/** Not hexadecimal, which `Number` understands too. */
const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/** What bytes that are no UTF-8 are read as: all alike, so labels that differ would be one class. */
const NO_UTF8 = '\ufffd';

/** Features and labels as they come, row by row. */
export class CsvTable {
  readonly labels: string[] = [];
  /** Each label once, by itself: equal ones are kept as one text. */
  private readonly distinct = new Map<string, string>();
  private columns: Columns | null = null;
  private readonly blocks: Float64Array[] = [];
  private block = new Float64Array(0);
  private filled = 0;
  private firstLine = 0;

  constructor(
    private readonly where: string,
    private readonly options: ColumnOptions,
  ) {}

  /** d. */
  get features(): number {
    return this.columns === null ? 0 : this.columns.count - 1;
  }

  /** @throws OnelayerError DATA_INVALID naming line and column */
  add(row: CsvRow): void {
    if (this.columns === null) {
      this.columns = columnsOf(this.where, row, this.options);
      if (this.columns.names !== null) return;
    }
    const { columns } = this;
    const { cells, line } = row;
    if (this.labels.length === 0) this.firstLine = line;
    if (cells.length !== columns.count) {
      const expected = `expected ${columns.count} cells, as in the first line`;
      throw invalid(this.where, `line ${line}: ${expected}, got ${cells.length}`);
    }
    if (this.filled + columns.count > this.block.length) this.grow();
    for (let j = 0; j < cells.length; j++) {
      if (j === columns.labels) continue;
      const value = Number(cells[j]);
      if (!isNumber(cells[j], value)) throw this.notANumber(row, j, columns);
      this.block[this.filled++] = value;
    }
    const label = cells[columns.labels].trim();
    if (label === '') {
      const place = placeOf(this.where, line, columns.labels, columns);
      throw invalid(place, 'expected a label, got an empty cell');
    }
    this.labels.push(this.distinct.get(label) ?? this.addDistinct(label, line, columns));
  }

  private addDistinct(label: string, line: number, columns: Columns): string {
    if (label.includes(NO_UTF8)) {
      const place = placeOf(this.where, line, columns.labels, columns);
      throw invalid(place, `expected text in UTF-8, got ${show(label)}`);
    }
    this.distinct.set(label, label);
    return label;
  }

  /** X, n×d; the blocks are let go of. */
  async takeFeatures(): Promise<Float64Array> {
    this.blocks.push(this.block.subarray(0, this.filled));
    const X = allocateFor(this.where, Float64Array, this.labels.length * this.features);
    const breather = new Breather();
    let at = 0;
    for (const block of this.blocks.splice(0)) {
      X.set(block, at);
      at += block.length;
      await breather.breathe();
    }
    return X;
  }

  /**
   * Integers where all labels are, else texts.
   *
   * @throws OnelayerError DATA_INVALID if the first alone is a text: it may be a header
   */
  takeLabels(classes: readonly string[] | undefined): string[] | number[] {
    const { labels } = this;
    const distinct = [...this.distinct.keys()];
    const known = classes && new Set(classes);
    if (known && distinct.every((label) => known.has(label))) return labels;
    if (distinct.every(isInteger)) return labels.map(Number);
    this.assertNoHeader(distinct);
    return labels;
  }

  private assertNoHeader(distinct: readonly string[]): void {
    const { labels, columns, firstLine } = this;
    if (columns === null || this.options.header !== 'auto' || distinct.length < 2) return;
    const [first, ...others] = distinct;
    if (isInteger(first) || !others.every(isInteger) || labels.includes(first, 1)) return;
    const place = placeOf(this.where, firstLine, columns.labels, columns);
    const what = `expected an integer, as all other labels are, got ${show(first)}`;
    throw invalid(place, `${what}: if this is a header, say so by header: true, else by false`);
  }

  private grow(): void {
    this.blocks.push(this.block.subarray(0, this.filled));
    this.block = new Float64Array(Math.max(BLOCK_NUMBERS, this.features));
    this.filled = 0;
  }

  private notANumber({ cells, line }: CsvRow, j: number, columns: Columns): Error {
    const got = cells[j].trim() === '' ? 'an empty cell' : show(cells[j]);
    return invalid(placeOf(this.where, line, j, columns), `expected a finite number, got ${got}`);
  }
}

/** Whether text means the finite number that `Number` takes it for. */
export function isNumber(text: string, value: number): boolean {
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
