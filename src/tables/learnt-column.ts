import type { Task } from '../tasks';
import type { OmittedColumn, PreparedColumn } from './preparation';

/** What was learnt of one column in the training rows. */
export type LearntColumn = Pick<OmittedColumn, 'why'> | Prepared;

/** A column that becomes features. */
export interface Prepared {
  readonly prepared: PreparedColumn;
  /** Its contents in the training rows: columns that have the same are duplicates. */
  readonly contents: () => Task<Contents>;
}

export interface Contents {
  /** Numbers, moments, or texts by the order in which they first come, so that their names don't matter. */
  readonly of: 'numbers' | 'moments' | 'texts';
  /** Of each training row; NaN where it has no value. */
  readonly values: Float64Array;
}
