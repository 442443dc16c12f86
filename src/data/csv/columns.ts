import { show } from '../../errors';
import { invalid } from '../bytes/faults';

/**
 * The columns of a file: all but that of the labels are features, in their order.
 *
 * @typeParam Labels  null where there may be no column of labels
 */
export interface Columns<Labels extends number | null = number | null> {
  readonly count: number;
  /** The column of the labels, from 0; null if all columns are features. */
  readonly labels: Labels;
  /** Whether the first line names the columns. */
  readonly hasHeader: boolean;
  /** Names a cell in messages. */
  readonly placeOf: (line: number, j: number) => string;
}

export interface ColumnOptions {
  readonly labels: string | number | undefined;
  readonly header: boolean | 'auto';
}

/**
 * Derives the columns of labelled samples from the first line.
 *
 * With `auto`, the first line is a header if its features have no number among them, and aren't all
 * missing values. A label column that is given by name needs a header.
 *
 * @throws OnelayerError DATA_INVALID if the label column isn't there, or is the only one
 */
export function labelledColumns(
  where: string,
  cells: readonly string[],
  options: ColumnOptions,
): Columns<number> {
  const count = cells.length;
  if (count < 2) throw invalid(where, 'expected at least 2 columns, features and labels, got 1');
  const isNamed = typeof options.labels === 'string';
  if (isNamed && options.header === false) {
    throw invalid(where, 'without a header, no column has a name');
  }
  const labels = isNamed
    ? columnOfName(where, cells, options.labels)
    : (options.labels ?? count - 1);
  if (labels >= count) {
    throw invalid(where, `expected a label column from 0 to ${count - 1}, got ${labels}`);
  }
  const hasHeader = isNamed || isHeader(cells, labels, options.header);
  const nameOf = (j: number) => (hasHeader ? ` (${JSON.stringify(cells[j].slice(0, 40))})` : '');
  return {
    count,
    labels,
    hasHeader,
    placeOf: (line, j) => `${where}: line ${line}, column ${j + 1}${nameOf(j)}`,
  };
}

/**
 * Derives the columns of samples to predict from the first line: d features, and the column of the
 * labels if there is one.
 *
 * @param features  d
 * @throws OnelayerError DATA_INVALID for another number of columns, or if the label column isn't there
 */
export function unlabelledColumns(
  where: string,
  cells: readonly string[],
  features: number,
  { labels: given, header }: ColumnOptions,
): Columns {
  const count = features + (given === undefined ? 0 : 1);
  const fault = (what: string): Error => invalid(where, `line 1: ${what}`);
  if (cells.length !== count) {
    const labelled = given === undefined ? '' : ' and a label';
    const expected = `expected ${count} cells, the classifier's features${labelled}`;
    const advice = cells.length === count + 1 ? ': name the column of the labels by --label' : '';
    throw fault(`${expected}, got ${cells.length}${advice}`);
  }
  const labels = typeof given === 'string' ? cells.indexOf(given) : (given ?? null);
  if (labels !== null && !(labels >= 0 && labels < count)) {
    const names = cells.slice(0, 8).map((cell) => show(cell));
    throw fault(`expected a column ${show(given)}, got ${names.join(', ')}`);
  }
  return {
    count,
    labels,
    hasHeader: typeof given === 'string' || isHeader(cells, labels, header),
    placeOf: (line, j) => `${where}: line ${line}: column ${j + 1}`,
  };
}

/** A missing or infinite value, or a number with a decimal comma. */
const NO_NAME = /^\s*([?-]|n\/?a|nan|null|none|[+-]?inf(inity)?|[+-]?\d+,\d+)\s*$/i;

/** One name will do: `Na` may be missing, or sodium. A sample taken for a header would be lost. */
function isHeader(
  cells: readonly string[],
  labels: number | null,
  header: boolean | 'auto',
): boolean {
  if (header !== 'auto') return header;
  const features = cells.filter((_, j) => j !== labels);
  const hasNumber = features.some((cell) => !Number.isNaN(Number(cell)));
  return !hasNumber && features.some((cell) => !NO_NAME.test(cell));
}

function columnOfName(where: string, names: readonly string[], name: string): number {
  const found = names.flatMap((other, j) => (other === name ? [j] : []));
  if (found.length === 1) return found[0];
  const shown = names.slice(0, 8).map((other) => JSON.stringify(other.slice(0, 40)));
  const list = shown.join(', ') + (names.length > 8 ? ', …' : '');
  const what = found.length === 0 ? 'none' : `${found.length}`;
  const expected = `expected one column called ${JSON.stringify(name)}`;
  throw invalid(where, `${expected}, got ${what} of ${list}`);
}
