import type { EntryWriter } from '../../files';
import type { TaskRunner } from '../../tasks';
import type { BuiltColumn, TableBuilder } from '../readers/table-builder';
import type { StoredColumnContent, TableContent } from './table-content';

/** Cells that wait to be written, about: 32 MB of numbers. */
const MOST_CELLS = 2 ** 22;

/** Rows of a block. */
const FEWEST_ROWS = 2 ** 10;
const MOST_ROWS = 2 ** 16;

/** Texts of a part: a millisecond or so. */
const TEXTS = 2 ** 13;

/** Cells converted between two pauses: some milliseconds. */
const STEP_CELLS = 2 ** 14;

/** Runs of lines that are kept: messages name the rows beyond by their numbers. */
const MOST_RUNS = 2 ** 16;

type Cells = Float64Array | Uint32Array;

/** Writes the rows of a table to an entry of the cache while they are read, a block of a column at a time. */
export class TableWriter {
  private readonly columns = new Map<BuiltColumn, ColumnWriter>();
  private height = 0;

  constructor(
    private readonly entry: EntryWriter,
    private readonly table: TableBuilder,
    private readonly runner: TaskRunner,
  ) {}

  /** Writes what has come of columns if it fills a block, or in any case. */
  async write(isEnd: boolean): Promise<void> {
    const { columns, entry, runner, table } = this;
    if (table.columns.length === 0) return;
    if (this.height === 0) this.height = heightFor(table.columns.length);
    for (const column of table.columns) {
      if (column.builder.pending < this.height && !isEnd) continue;
      let writer = columns.get(column);
      if (writer === undefined) {
        writer = new ColumnWriter(column, this.height, entry, runner);
        columns.set(column, writer);
      }
      await writer.write(isEnd);
    }
  }

  /** Writes the rest, and describes all. */
  async end(notes: readonly string[]): Promise<TableContent> {
    await this.write(true);
    const columns: StoredColumnContent[] = [];
    for (const writer of this.columns.values()) columns.push(await writer.end());
    const { height, table } = this;
    const lines = table.lines.length > MOST_RUNS ? [] : table.lines;
    return { rows: table.rows, height, columns, lines, notes };
  }
}

function heightFor(columns: number): number {
  const rows = 2 ** Math.floor(Math.log2(MOST_CELLS / columns));
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, rows));
}

/** Writes the cells of a column in blocks. */
class ColumnWriter {
  private kind: StoredColumnContent['kind'] = 'numbers';
  private readonly blocks: number[] = [];
  /** Cells that don't fill a block. */
  private rest: Cells = new Float64Array(0);

  constructor(
    private readonly column: BuiltColumn,
    private readonly height: number,
    private readonly entry: EntryWriter,
    private readonly runner: TaskRunner,
  ) {}

  async write(isEnd: boolean): Promise<void> {
    const { blocks, column, entry, height, runner } = this;
    const part = await runner.run(column.builder.takingPart());
    if (this.kind === 'numbers' && part instanceof Uint32Array) await this.becomeTexts();
    const all = joined(this.rest, part);
    let at = 0;
    for (; at + height <= all.length || (isEnd && at < all.length); at += height) {
      blocks.push(await entry.append(bytesOf(all.subarray(at, at + height))));
      await runner.pauseIfDue();
    }
    this.rest = all.slice(at);
  }

  async end(): Promise<StoredColumnContent> {
    const { blocks, column, entry, kind, runner } = this;
    const all = kind === 'texts' ? column.builder.texts : [];
    const texts: number[] = [];
    for (let from = 0; from < all.length; from += TEXTS) {
      texts.push(await entry.append(Buffer.from(JSON.stringify(all.slice(from, from + TEXTS)))));
      await runner.pauseIfDue();
    }
    return { name: column.name, kind, blocks, texts };
  }

  /** Numbers that were written before the first text become texts. */
  private async becomeTexts(): Promise<void> {
    this.kind = 'texts';
    for (const block of this.blocks) {
      const { buffer, byteOffset, length } = await this.entry.read(block);
      const codes = await this.codesOf(new Float64Array(buffer, byteOffset, length / 8));
      await this.entry.replace(block, bytesOf(codes));
    }
    this.rest = await this.codesOf(this.rest);
  }

  private async codesOf(numbers: Cells): Promise<Uint32Array> {
    const { builder } = this.column;
    const codes = new Uint32Array(numbers.length);
    for (let i = 0; i < numbers.length; i++) {
      codes[i] = builder.codeOf(numbers[i]);
      if (i % STEP_CELLS === STEP_CELLS - 1) await this.runner.pauseIfDue();
    }
    return codes;
  }
}

function joined(first: Cells, second: Cells): Cells {
  if (first.length === 0) return second;
  const length = first.length + second.length;
  const all = second instanceof Uint32Array ? new Uint32Array(length) : new Float64Array(length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function bytesOf({ buffer, byteOffset, byteLength }: Cells): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
