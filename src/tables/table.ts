import { waitingFor, type Task } from '../tasks';

/** A value of a cell; null where there is none. */
export type Cell = string | number | boolean | null;

/** A column of numbers. */
export interface NumberColumn {
  readonly kind: 'numbers';
  /** A number for each row, NaN where there is none. */
  readonly values: Float64Array;
}

/** A column of texts, each different one kept once. */
export interface TextColumn {
  readonly kind: 'texts';
  /**
   * The texts; of a column that has more than `MOST_TEXTS` (of dates: `MOST_DATES`), the first of them.
   * Where there are numbers among them, the first that is none comes before those.
   */
  readonly texts: readonly string[];
  /**
   * Of each row, the index of its text, or one of these: `MISSING` where there is none, and
   * `UNKEPT` for a text beyond those that are kept.
   */
  readonly codes: Uint32Array;
}

/** The code of a cell without a value. */
export const MISSING = 2 ** 32 - 1;

/** The code of a text that was not kept. */
export const UNKEPT = 2 ** 32 - 2;

/** The most different texts of a column that are kept: as many as there may be classes. */
export const MOST_TEXTS = 2 ** 16;

/** The most different texts of a column that has had nothing but dates: some 100 MB. */
export const MOST_DATES = 2 ** 20;

/** A column with its name. */
export interface TableColumn<Content = NumberColumn | TextColumn> {
  /** From a header, or `column 3`, counted from 1. */
  readonly name: string;
  readonly content: Content;
}

/**
 * Rows of columns, in memory and by column: what a file has, before anything is learnt of it.
 *
 * Booleans are texts, `true` and `false`; dates are texts as ISO 8601 writes them.
 *
 * @category Data
 */
export interface Table<Content = NumberColumn | TextColumn> {
  /** The file as it was named, or `standard input`, or `rows`: for messages. */
  readonly where: string;
  readonly rows: number;
  readonly columns: readonly TableColumn<Content>[];
  /** Names row i, from 0, in messages, e.g. `line 13`. By default `row 12`, counted from 1. */
  readonly placeOf?: ((row: number) => string) | undefined;
}

/** A column on disk: all of it is read when it is needed. */
export interface StoredColumn {
  readonly kind: 'stored';
  readonly load: () => Promise<NumberColumn | TextColumn>;
}

/** A table in memory or on disk. */
export type AnyTable = Table<NumberColumn | TextColumn | StoredColumn>;
export type AnyColumn = AnyTable['columns'][number];

/** Reads a column that is on disk, as a cooperative task. */
export function* loadingColumn({ name, content }: AnyColumn): Task<TableColumn> {
  if (content.kind !== 'stored') return { name, content };
  return { name, content: yield* waitingFor(content.load()) };
}
