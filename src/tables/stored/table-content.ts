import type { LineRun } from '../readers/table-builder';

/** What a table's entry in the cache says of its parts. */
export interface TableContent {
  readonly rows: number;
  /** Rows of a block; the last one may have fewer. */
  readonly height: number;
  readonly columns: readonly StoredColumnContent[];
  /** The lines of the rows, as far as they are kept. */
  readonly lines: readonly LineRun[];
  /** What the reader left out, or took for granted. */
  readonly notes: readonly string[];
}

export interface StoredColumnContent {
  readonly name: string;
  /** Numbers are float64, codes uint32, both little-endian. */
  readonly kind: 'numbers' | 'texts';
  /** The part of each block. */
  readonly blocks: readonly number[];
  /** The parts of the texts: JSON arrays, one after another. */
  readonly texts: readonly number[];
}

/** The kind of such entries. */
export const TABLE = 'table';
