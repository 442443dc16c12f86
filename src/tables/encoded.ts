import type { DataSet } from '../data';
import { TaskRunner, type Task } from '../tasks';
import { findingClasses } from './classes';
import { encodingTable, type EncodedTable } from './encode';
import type { Preparation } from './preparation';
import type { Table } from './table';

/** A set made of a table, and what its features were made without. */
export interface EncodedSet extends Pick<EncodedTable, 'unknown' | 'missing'> {
  readonly set: DataSet;
  /** The rows that were left out, since they have no label. */
  readonly unlabelled: number;
}

/** Makes the features of a table's rows: see `encodingTable`. */
export function encodedTable(
  preparation: Preparation,
  table: Table,
  signal?: AbortSignal,
): Promise<EncodedTable> {
  return new TaskRunner(signal).run(encodingTable(preparation, table));
}

/**
 * Makes a data set of known classes of a table. Rows without a label are left out.
 *
 * @param labels  the columns of the labels; by default those of the preparation
 * @throws OnelayerError as `encodingTable` and `findingClasses` do
 */
export function encodedSet(
  preparation: Preparation,
  table: Table,
  known: Pick<DataSet, 'classes' | 'labelType'>,
  { labels = preparation.labels, signal }: SetOptions = {},
): Promise<EncodedSet> {
  return new TaskRunner(signal).run(encodingSet(preparation, table, known, labels));
}

interface SetOptions {
  readonly labels?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

function* encodingSet(
  preparation: Preparation,
  table: Table,
  { classes, labelType = 'string' }: Pick<DataSet, 'classes' | 'labelType'>,
  columns: readonly string[],
): Task<EncodedSet> {
  const { labels, rows } = yield* findingClasses(table, columns, { classes, labelType });
  const { X, featureNames, ...counts } = yield* encodingTable(preparation, table, rows);
  const shape = { samples: rows.length, features: featureNames.length, featureNames };
  const set = { name: table.where, classes, labelType, ...shape, X, labels };
  return { set, unlabelled: table.rows - rows.length, ...counts };
}
