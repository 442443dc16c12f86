import type { DataSet } from '../data';
import { TaskRunner, type Task } from '../tasks';
import { readingClassLabels } from './class-labels';
import { encodingTable, type EncodedTable } from './encode';
import type { Preparation } from './preparation';
import type { Table } from './table';

/** A set made of a table, and what its features were made without. */
export interface EncodedSet extends Pick<EncodedTable, 'unknown' | 'missing'> {
  readonly set: DataSet;
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
 * Makes a data set of known classes of a table.
 *
 * @param labels  the columns of the labels; by default those of the preparation
 * @throws OnelayerError as `encodingTable` and `readingClassLabels` do
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
  { classes, labelType }: Pick<DataSet, 'classes' | 'labelType'>,
  labels: readonly string[],
): Task<EncodedSet> {
  const y = yield* readingClassLabels(table, labels, classes);
  const { X, featureNames, ...counts } = yield* encodingTable(preparation, table);
  const features = featureNames.length;
  const typed = { classes, ...(labelType && { labelType }) };
  const shape = { name: table.where, samples: table.rows, features, featureNames };
  return { set: { ...shape, ...typed, X, labels: y }, ...counts };
}
