import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  readTable,
  tableBlocksOf,
  type Cell,
  type Table,
  type TableBlock,
  type TableOptions,
} from '../../src/tables';
import { temporaryFolder } from './temporary-folder';

/** Makes a reader of tables that are written to files of a folder of the tests'. */
export function tableFiles(): {
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly read: (
    name: string,
    content: string | Uint8Array,
    options?: TableOptions,
  ) => Promise<Table>;
  readonly blocks: (
    name: string,
    content: string | Uint8Array,
    options?: TableOptions,
  ) => Promise<TableBlock[]>;
} {
  const folder = temporaryFolder();
  const { signal } = new AbortController();
  const write = (name: string, content: string | Uint8Array): string => {
    const file = path.join(folder(), name);
    writeFileSync(file, content);
    return file;
  };
  return {
    write,
    read: (name, content, options = {}) => readTable(write(name, content), options, signal),
    blocks: async (name, content, options = {}) => {
      const all: TableBlock[] = [];
      for await (const block of tableBlocksOf(write(name, content), options, signal)) {
        all.push(block);
      }
      return all;
    },
  };
}

/** Returns the cells of a table by the columns' names; null where there is none. */
export function cellsOf({ columns }: Table): Record<string, Cell[]> {
  return Object.fromEntries(
    columns.map(({ name, content }) => [
      name,
      content.kind === 'numbers'
        ? Array.from(content.values, (value) => (Number.isNaN(value) ? null : value))
        : Array.from(content.codes, (code) => content.texts.at(code) ?? null),
    ]),
  );
}
