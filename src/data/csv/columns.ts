import { show } from '../../errors';
import { invalid } from '../bytes/faults';
import type { Task } from '../../tasks';
import { integerLabel } from '../own/integer-label';
import {
  columnOf,
  columnsOf,
  listOf,
  type Column,
  type ColumnOptions,
  type Columns,
  type Line,
  type WantedFeatures,
} from './choose-columns';
import { areColumnNumbers, areNames, columnNames } from './header';

/**
 * Derives the columns of labelled samples from the first line, as a cooperative task. By default the
 * labels are in the one column that isn't among the wanted features, else in the last.
 *
 * @throws OnelayerError DATA_INVALID if a column isn't there, or is there twice, or no features are left
 */
export function* labelledColumns(
  where: string,
  first: readonly string[],
  options: ColumnOptions,
  wanted: WantedFeatures = {},
): Task<Columns<number>> {
  const cells = first.map((cell) => cell.trim());
  yield;
  if (cells.length < 2) {
    throw invalid(where, 'expected at least 2 columns, features and labels, got 1');
  }
  const guess = typeof options.labels === 'number' ? options.labels : cells.length - 1;
  const hasHeader = isHeader(where, cells, guess, options, wanted, true);
  const line = { where, cells, names: hasHeader ? columnNames(cells) : null };
  yield;
  const labels =
    options.labels === undefined
      ? restOf(line, options, wanted)
      : columnOf(line, options.labels, 'label column');
  yield;
  const columns = { ...(yield* columnsOf(line, labels, options, wanted)), labels };
  if (hasHeader || options.header !== 'auto') return columns;
  const others = cells.filter((_, j) => j !== labels);
  const isNumbered =
    (areColumnNumbers(others) && (others.includes('0') || others.length > 2)) ||
    (areColumnNumbers(cells) && cells.length > 2);
  return { ...columns, mayBeHeader: isNumbered ? 'probable' : 'possible' };
}

/**
 * Derives the columns of samples to predict from the first line, as a cooperative task: d features, and
 * the column of the labels if there is one.
 *
 * @throws OnelayerError DATA_INVALID for another number of columns, or if a column isn't there
 */
export function* unlabelledColumns(
  where: string,
  first: readonly string[],
  options: ColumnOptions,
  wanted: WantedFeatures,
): Task<Columns> {
  const cells = first.map((cell) => cell.trim());
  yield;
  const guess = typeof options.labels === 'number' ? options.labels : null;
  const hasHeader = isHeader(where, cells, guess, options, wanted, false);
  const line = { where, cells, names: hasHeader ? columnNames(cells) : null };
  yield;
  const labels =
    options.labels === undefined ? null : columnOf(line, options.labels, 'label column');
  return yield* columnsOf(line, labels, options, wanted);
}

/** Decides whether the first line is a header. @param labels  the column of the labels, if known */
function isHeader(
  where: string,
  cells: readonly string[],
  labels: number | null,
  { labels: given, header, only = [], without = [] }: ColumnOptions,
  { featureNames, classes }: WantedFeatures,
  isLabelled: boolean,
): boolean {
  const name = [given, ...only, ...without].find((column) => typeof column === 'string');
  if (name !== undefined && header === false) {
    throw invalid(where, `without a header, no column has a name: got ${show(name)}`);
  }
  if (header !== 'auto') return header;
  if (name !== undefined) return true;
  if (featureNames) {
    const found = new Set(cells);
    if (featureNames.every((own) => found.has(own))) return true;
  }
  const features = cells.filter((_, j) => j !== labels && !without.includes(j));
  if (areNames(features)) return true;
  if (isLabelled || classes === undefined || labels === null || labels >= cells.length)
    return false;
  // Labelled samples are looked at as a whole: see `CsvLabels.isFirstAHeader`.
  const isLabel = classes.includes(cells[labels]) || integerLabel(cells[labels]) !== null;
  return !isLabel && features.includes('0') && areColumnNumbers(features);
}

/** Finds the column of the labels where nobody names it. */
function restOf(
  { cells, names, where }: Line,
  { only = [], without = [] }: ColumnOptions,
  { featureNames }: WantedFeatures,
): number {
  const features = new Set<Column>([...(names && featureNames ? featureNames : []), ...only]);
  const isFree = (j: number): boolean =>
    ![j, names?.[j]].some((column = -1) => features.has(column) || without.includes(column));
  const free = cells.flatMap((_, j) => (isFree(j) ? [j] : []));
  const last = cells.length - 1;
  if (free.length === 1 || (free.length > 1 && free.includes(last))) return free[free.length - 1];
  const expected = 'expected the column of the labels to be named, or the last one';
  const which = free.length === 0 ? 'features in all of them' : `several: ${listOf(free, names)}`;
  throw invalid(where, `${expected}, got ${which}`);
}
