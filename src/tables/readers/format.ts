import type { FileHandle } from 'node:fs/promises';
import type { Input, ReadingProgress, WrittenLines } from '../../data';
import type { TableBuilder } from './table-builder';

/** Options of reading a table. */
export interface TableOptions {
  /** CSV: the character between cells; by default, the first lines tell. */
  readonly delimiter?: string | undefined;
  /** CSV: whether the first line is a header; by default, `auto`, the first lines tell. */
  readonly header?: boolean | 'auto' | undefined;
  /** The columns to read, by their names or their indices from 0; by default all. */
  readonly only?: readonly (string | number)[] | undefined;
  /** Columns that aren't read, by their names or indices: whatever is in them. */
  readonly without?: readonly (string | number)[] | undefined;
  /** CSV: names that columns may have, e.g. that of the labels: a line that has one is a header. */
  readonly expected?: readonly string[] | undefined;
  /** Called with what was left out, or taken for granted. */
  readonly note?: ((message: string) => void) | undefined;
}

/** How far a file is read. */
export interface ReadProgress {
  /** Bytes read so far, of a packed file as they are packed. */
  readonly bytes: number;
  /** Bytes of the file; null if nobody knows. */
  readonly total: number | null;
  readonly rows: number;
}

/** Makes what is told of a table in the terms of all data. @param where  the file, as it was named */
export function inBytes(
  where: string,
  onProgress: (progress: ReadingProgress) => void,
): (progress: ReadProgress) => void {
  return ({ bytes, total }) => onProgress({ where, unit: 'byte', done: bytes, total });
}

/** What a reader of tables gets, beside the file. */
export interface Reading {
  readonly options: TableOptions;
  readonly signal: AbortSignal;
  /** Where it puts the rows. */
  readonly table: TableBuilder;
  /** Where it puts the lines as they are written; null if nobody wants them. */
  readonly written: Written | null;
  /** Of a file that isn't read as a stream: called with the number of bytes of each piece. */
  readonly onBytes: (count: number) => void;
}

/** Lines of a table as they are written, since they were taken last. */
export type Written = Pick<WrittenLines, 'header' | 'dialect'> & { rows: (readonly string[])[] };

/** A format of tables: how it is recognised, and how it is read. */
export interface TableFormat {
  /** One file of it, with its article, e.g. `a Parquet file`. */
  readonly one: string;
  /** Endings of its files' names, lower-case, with the dot. */
  readonly endings: readonly string[];
  /** Matches the first bytes as Latin-1 text; null if they don't tell. */
  readonly beginning: RegExp | null;
  /**
   * Puts the rows into the table, and yields how many are complete whenever some more cells are there; of
   * rows that are not complete, some columns may have their cells already.
   */
  readonly read:
    | {
        readonly from: 'stream';
        readonly rows: (input: Input, reading: Reading) => AsyncGenerator<number, void, void>;
      }
    | {
        /** A pipe won't do. */
        readonly from: 'file';
        readonly rows: (file: TableFile, reading: Reading) => AsyncGenerator<number, void, void>;
      };
}

/** An open file, which is closed by whoever opened it. */
export interface TableFile {
  /** Its name for messages. */
  readonly where: string;
  readonly handle: FileHandle;
  readonly size: number;
}
