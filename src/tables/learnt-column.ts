import type { Task } from '../tasks';
import type { TableColumn } from './table';
import type { OmittedColumn, PreparedColumn } from './preparation';

/** What was learnt of one column in the training rows. */
export type LearntColumn = Pick<OmittedColumn, 'why'> | Prepared;

/** A column that becomes features. */
export interface Prepared {
  readonly prepared: PreparedColumn;
  /**
   * Reads its contents in the training rows, which are kept by nobody: columns that have the same are
   * duplicates.
   */
  readonly contents: (content: TableColumn['content']) => Task<Contents>;
}

export interface Contents {
  /** Numbers, moments, or texts by the order in which they first come, so that their names don't matter. */
  readonly of: 'numbers' | 'moments' | 'texts';
  /** Of each training row; NaN where it has no value. */
  readonly values: Float64Array;
}
