import { rmSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { ReadingProgress } from '../../data';
import { unwritable, type EntryFile } from '../../files';
import { placeIn } from '../readers/table-builder';
import type {
  AnyTable,
  NumberColumn,
  StoredColumn,
  Table,
  TableColumn,
  TextColumn,
} from '../table';
import type { StoredColumnContent, TableContent } from './table-content';

/** A table in an entry of the cache: a column, or a block of rows, is read when it is needed. */
export class StoredTable implements AnyTable {
  readonly rows: number;
  readonly columns: readonly TableColumn<StoredColumn>[];
  readonly placeOf: ((row: number) => string) | undefined;
  /** Rows of a block; the last one may have fewer. */
  readonly height: number;
  /** Told of each column, and of the rows that are taken of it. */
  onUse: (progress: Omit<ReadingProgress, 'where'>) => void = () => undefined;
  private readonly content: TableContent;
  private readonly scratch = new Map<string, FileHandle>();
  private readonly texts = new Map<StoredColumnContent, Promise<readonly string[]>>();

  /**
   * @param where     the file that it was parsed from
   * @param entry     closed by `close`
   * @param wasThere  true if an earlier run has parsed it
   */
  constructor(
    readonly where: string,
    readonly entry: EntryFile,
    readonly wasThere: boolean,
    private readonly signal: AbortSignal,
  ) {
    this.content = entry.facts.content as TableContent;
    ({ rows: this.rows, height: this.height } = this.content);
    this.placeOf = placeIn(this.content.lines);
    this.columns = this.content.columns.map((column, j, { length: total }) => {
      const load = (): Promise<NumberColumn | TextColumn> => {
        this.onUse({ unit: 'column', done: j, total });
        return this.load(column, 0, column.blocks.length);
      };
      return { name: column.name, content: { kind: 'stored', load } };
    });
  }

  get notes(): readonly string[] {
    return this.content.notes;
  }

  /** Reads a block of rows of the columns with these names. */
  async block(index: number, names: ReadonlySet<string>): Promise<Table> {
    const first = index * this.height;
    const columns: TableColumn[] = [];
    for (const column of this.content.columns) {
      if (!names.has(column.name)) continue;
      columns.push({ name: column.name, content: await this.load(column, index, index + 1) });
    }
    const { placeOf = (row: number) => `row ${row + 1}`, where } = this;
    const rows = Math.min(this.height, this.rows - first);
    return { where, rows, columns, placeOf: (row) => placeOf(first + row) };
  }

  /** Creates a file that is removed when the table is closed. */
  async openScratch(path: string): Promise<FileHandle> {
    try {
      const handle = await open(path, 'wx');
      this.scratch.set(path, handle);
      return handle;
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /** Closes it, and removes its files. @param kept  one that stays until the process ends */
  async close(kept?: string): Promise<void> {
    for (const [path, handle] of this.scratch) {
      await handle.close();
      if (path === kept) process.once('exit', () => rmSync(path, { force: true }));
      else await rm(path, { force: true });
    }
    this.scratch.clear();
    await this.entry.close();
  }

  /** Reads some blocks of a column. */
  private async load(
    column: StoredColumnContent,
    begin: number,
    end: number,
  ): Promise<NumberColumn | TextColumn> {
    const { height } = this;
    const rows = Math.min(this.rows, end * height) - begin * height;
    const texts = column.kind === 'texts' ? await this.textsOf(column) : null;
    const cells = texts === null ? new Float64Array(rows) : new Uint32Array(rows);
    for (let block = begin; block < end; block++) {
      this.signal.throwIfAborted();
      const first = (block - begin) * height;
      const own = cells.subarray(first, first + height);
      const room = new Uint8Array(own.buffer, own.byteOffset, own.byteLength);
      await this.entry.readInto(column.blocks[block], room);
    }
    if (texts === null) return { kind: 'numbers', values: cells as Float64Array };
    return { kind: 'texts', texts, codes: cells as Uint32Array };
  }

  private textsOf(column: StoredColumnContent): Promise<readonly string[]> {
    const known = this.texts.get(column);
    if (known !== undefined) return known;
    const reading = this.readTexts(column);
    this.texts.set(column, reading);
    return reading;
  }

  private async readTexts({ texts }: StoredColumnContent): Promise<readonly string[]> {
    const all: string[] = [];
    for (const part of texts) {
      const some = JSON.parse(Buffer.from(await this.entry.read(part)).toString()) as string[];
      for (const text of some) all.push(text);
    }
    return all;
  }
}
