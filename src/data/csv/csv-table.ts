import { show } from '../../errors';
import { TaskRunner, type Task } from '../../tasks';
import { invalid } from '../bytes/faults';
import { allocateFor } from '../bytes/read-numbers';
import type { Columns } from './choose-columns';
import type { CsvLine } from './csv-line';
import { isDecimal } from './dialect';
import { areNames } from './header';

/** Numbers of a block: 2 MiB. Growing by blocks copies nothing. */
const BLOCK_NUMBERS = 2 ** 18;

/** Cells converted between two yields: some milliseconds. */
const STEP_CELLS = 2 ** 15;

/** Collects the features of lines, as float64. */
export class CsvRows<Labels extends number | null> {
  /** Those of the first line; null before. */
  columns: Columns<Labels> | null = null;
  private readonly blocks: Float64Array[] = [];
  private block = new Float64Array(0);
  private filled = 0;
  private isFirst = true;

  /** @param columnsOf  derives the columns from the first line */
  constructor(
    private readonly where: string,
    private readonly columnsOf: (first: CsvLine['cells']) => Task<Columns<Labels>>,
  ) {}

  /**
   * Adds the features of a line, as a cooperative task.
   *
   * @returns the columns; null if the line is the header
   * @throws OnelayerError DATA_INVALID naming line and column
   */
  *adding(line: CsvLine): Task<Columns<Labels> | null> {
    const { cells } = line;
    if (this.columns === null) {
      this.columns = yield* this.columnsOf(cells);
      yield;
      if (this.columns.hasHeader) return null;
    }
    const { columns } = this;
    const { count, features } = columns;
    if (cells.length !== count) {
      const expected = `expected ${count} cells, as in the first line`;
      throw invalid(this.where, `line ${line.line}: ${expected}, got ${cells.length}`);
    }
    const d = features.length;
    if (this.filled + d > this.block.length) this.grow(d);
    const { block, filled } = this;
    for (let first = 0; first < d; first += STEP_CELLS) {
      const end = Math.min(d, first + STEP_CELLS);
      for (let j = first; j < end; j++) {
        const cell = cells[features[j]];
        const value = Number(cell);
        if (!isDecimal(cell, value)) throw notANumber(line, features[j], columns, this.isFirst);
        block[filled + j] = value;
      }
      if (end < d) yield;
    }
    this.filled += d;
    this.isFirst = false;
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

/** @param isFirst  whether no line before it had all its numbers: the column may hold texts */
function notANumber(
  { cells, line }: CsvLine,
  j: number,
  { placeOf }: Columns,
  isFirst: boolean,
): Error {
  const cell = cells[j].trim();
  const got = cell === '' ? 'an empty cell' : show(cell);
  const isText = isFirst && areNames([cell]);
  const advice = isText ? ': if the column is no feature, leave it out (without)' : '';
  return invalid(placeOf(line, j), `expected a finite number, got ${got}${advice}`);
}
