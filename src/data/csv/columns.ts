import { invalid } from '../bytes/faults';

/** A line of a file, cut into its cells. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Its number in the file, from 1: where it ends, if it has quoted line breaks. */
  readonly line: number;
}

/** Which columns are what: all but that of the labels are features, in their order. */
export interface Columns {
  readonly count: number;
  /** The column of the labels, from 0. */
  readonly labels: number;
  /** The columns' names, where there is a header. */
  readonly names: readonly string[] | null;
}

/** What `loadCsv` is told of columns. */
export interface ColumnOptions {
  readonly labels: string | number | undefined;
  readonly header: boolean | 'auto';
}

/**
 * Finds out from the first line what the columns are.
 *
 * A header that isn't spoken of is found by its features: it has no number among them, and not only
 * missing values. Labels that are asked for by name need one.
 *
 * @throws OnelayerError DATA_INVALID if the label column isn't there, or is the only one
 */
export function columnsOf(where: string, first: CsvRow, options: ColumnOptions): Columns {
  const { cells } = first;
  const count = cells.length;
  if (count < 2) throw invalid(where, 'expected at least 2 columns, features and labels, got 1');
  if (typeof options.labels === 'string') {
    if (options.header === false) throw invalid(where, 'without a header, no column has a name');
    return { count, labels: columnOfName(where, cells, options.labels), names: cells };
  }
  const labels = options.labels ?? count - 1;
  if (labels >= count) {
    throw invalid(where, `expected a label column from 0 to ${count - 1}, got ${labels}`);
  }
  const features = cells.filter((_, j) => j !== labels);
  const hasHeader = options.header === 'auto' ? looksLikeHeader(features) : options.header;
  return { count, labels, names: hasHeader ? cells : null };
}

/** What stands for a missing or infinite value, or is a number with a decimal comma. */
const NO_NAME = /^\s*([?-]|n\/?a|nan|null|none|[+-]?inf(inity)?|[+-]?\d+,\d+)\s*$/i;

/** One name will do: `Na` may be missing, or sodium. A sample taken for a header would be lost. */
export function looksLikeHeader(features: readonly string[]): boolean {
  const hasNumber = features.some((cell) => !Number.isNaN(Number(cell)));
  return !hasNumber && features.some((cell) => !NO_NAME.test(cell));
}

function columnOfName(where: string, names: readonly string[], name: string): number {
  const found = names.flatMap((other, j) => (other === name ? [j] : []));
  if (found.length === 1) return found[0];
  const shown = names.slice(0, 8).map((other) => JSON.stringify(other.slice(0, 40)));
  const list = shown.join(', ') + (names.length > 8 ? ', …' : '');
  const what = found.length === 0 ? 'none' : `${found.length}`;
  throw invalid(
    where,
    `expected one column called ${JSON.stringify(name)}, got ${what} of ${list}`,
  );
}

/** A place in a file, in words. */
export function placeOf(where: string, line: number, j: number, { names }: Columns): string {
  const name = names === null ? '' : ` (${JSON.stringify(names[j].slice(0, 40))})`;
  return `${where}: line ${line}, column ${j + 1}${name}`;
}
