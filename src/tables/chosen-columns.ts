import { assertKnownKeys, assertOneOf, argumentError, show } from '../errors';
import { invalidTable } from './faults';
import { assertOnce, columnIn, type ColumnName } from './named-columns';
import type { Preparation } from './preparation';
import type { AnyColumn, AnyTable } from './table';

/** Which columns of a table become features, and of which kind some are. */
export interface PreparationOptions {
  /**
   * The column of the labels: its name, or its index from 0; or several columns of one-hot labels, a
   * class each. By default the last column.
   */
  readonly label?: ColumnName | readonly ColumnName[] | undefined;
  /** Columns to leave out. By default none. */
  readonly without?: readonly ColumnName[] | undefined;
  /**
   * The columns to take. By default all; one that is named here is taken even if it looks like an
   * identifier.
   */
  readonly only?: readonly ColumnName[] | undefined;
  /**
   * What to do with missing values: `impute` takes the median, and a feature that says so;
   * `error` refuses them. By default `impute`.
   */
  readonly missing?: Preparation['missing'] | undefined;
  /** Columns that are categories even if they are numbers, e.g. postal codes. By default none. */
  readonly categories?: readonly ColumnName[] | undefined;
}

const KEYS = ['label', 'without', 'only', 'missing', 'categories'];

/** Asserts options: TypeError or RangeError naming the one that is wrong. */
export function assertPreparationOptions(options: PreparationOptions): void {
  assertKnownKeys('options', options, KEYS);
  const { label, missing = 'impute' } = options;
  assertOneOf('missing', missing, ['impute', 'error']);
  if (Array.isArray(label)) assertNames('label', label);
  else if (label !== undefined) assertName('label', label);
  for (const key of ['without', 'only', 'categories'] as const) {
    const names: unknown = options[key];
    if (names === undefined) continue;
    if (!Array.isArray(names)) {
      throw argumentError(TypeError, key, 'an array of names or indices of columns', names);
    }
    assertNames(key, names);
  }
}

function assertNames(option: string, names: readonly unknown[]): void {
  names.forEach((name, i) => assertName(`${option}[${i}]`, name));
}

function assertName(option: string, name: unknown): void {
  if (typeof name === 'string' || (Number.isSafeInteger(name) && (name as number) >= 0)) return;
  throw argumentError(TypeError, option, 'the name of a column, or its index from 0', name);
}

/** A table's columns, as options choose them. */
export interface ChosenColumns {
  readonly labels: readonly string[];
  readonly taken: readonly AnyColumn[];
  /** Names of those that the options leave out. */
  readonly left: readonly string[];
  readonly wanted: ReadonlySet<AnyColumn>;
  readonly categories: ReadonlySet<AnyColumn>;
}

/**
 * Chooses columns of a table by options.
 *
 * @throws OnelayerError DATA_INVALID naming a column that isn't there, or is there twice
 */
export function chooseColumns(table: AnyTable, options: PreparationOptions): ChosenColumns {
  const { without = [], only, categories = [] } = options;
  const find = (names: readonly ColumnName[], what: string): Set<AnyColumn> =>
    new Set(names.map((name) => columnIn(table, name, what)));
  const labels = new Set(labelColumns(table, options.label));
  const out = find(without, 'column to leave out');
  const wanted = find(only ?? [], 'column to take');
  for (const { name } of [...labels].filter((own) => wanted.has(own))) {
    throw invalidTable(table, `expected other columns to take than the label, got ${show(name)}`);
  }
  const isTaken = (own: AnyColumn): boolean =>
    !labels.has(own) && !out.has(own) && (only === undefined || wanted.has(own));
  const taken = table.columns.filter(isTaken);
  const left = table.columns.filter((own) => !labels.has(own) && !isTaken(own));
  const names = new Set(table.columns.map(({ name }) => name));
  if (names.size < table.columns.length) {
    for (const { name } of [...labels, ...taken]) assertOnce(table, name);
  }
  return {
    labels: [...labels].map(({ name }) => name),
    taken,
    left: left.map(({ name }) => name),
    wanted,
    categories: find(categories, 'column of categories'),
  };
}

/** Returns the columns of the labels: those that were named, else the last one. */
export function labelColumns(table: AnyTable, label: PreparationOptions['label']): AnyColumn[] {
  const last = table.columns.length - 1;
  const names = label === undefined ? [last] : [label].flat();
  return names.map((name) => columnIn(table, name, 'column of labels'));
}
