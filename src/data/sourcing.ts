import type { Task } from '../tasks';
import type { DataSet } from './data-set';
import { DiskSource, type Seen } from './disk/disk-source';
import { RowsOnDisk } from './disk/rows-on-disk';
import { rowsOf, type RowSource } from './row-source';
import { StandardisedSet } from './standardised-set';

interface SeenAs extends Seen {
  /** Of the models. */
  readonly dtype: 'float32' | 'float64';
  /** How many rows an epoch has; mirror images come after them. By default all. */
  readonly rows?: number | undefined;
}

/** Makes a source of a data set's rows as models see them, as a cooperative task. */
export function* sourcing(set: DataSet, seen: SeenAs): Task<RowSource> {
  if (isOnDisk(set)) return new DiskSource(set, seen);
  const { standardiser, weights, dtype, rows = set.samples } = seen;
  const samples = new StandardisedSet(set, standardiser, weights);
  yield* samples.storing(dtype);
  return rowsOf({ samples, rows });
}

function isOnDisk(set: DataSet): set is DataSet<RowsOnDisk> {
  return set.X instanceof RowsOnDisk;
}
