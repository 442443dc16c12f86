import { areColumnNumbers, areNames, columnNames } from '../../../data';
import { numberOf } from '../../column-builder';
import { chosenColumns } from '../chosen-columns';
import type { TableOptions } from '../format';

/** What the columns of a CSV are. */
export interface CsvLayout {
  /** The number of cells of each row. */
  readonly count: number;
  /** The columns that are read, from 0. */
  readonly columns: readonly number[];
  /** The names of all columns. */
  readonly names: readonly string[];
  /** Rows before those of data. */
  readonly skipped: 0 | 1;
  /** The header as it is written; null if there is none. */
  readonly header: readonly string[] | null;
}

/** A year as a name of a column. */
const YEAR = /^[12]\d{3}$/;

/**
 * Derives the columns from the first rows of a CSV.
 *
 * @param rows  cells as they are written, the first of which may be a header
 * @throws OnelayerError DATA_INVALID if a column isn't there, or is there twice
 */
export function layoutOf(
  where: string,
  rows: readonly (readonly string[])[],
  options: TableOptions,
): CsvLayout {
  const { header = 'auto', note = () => undefined } = options;
  const cells = rows[0].map((cell) => cell.trim());
  if (header === 'auto' && rows.length > 1 && areCounts(cells, rows[1])) {
    const what =
      'line 1 counts samples and features and names classes, as files of scikit-learn do';
    note(`${where}: ${what}: left it out`);
    return { ...layoutOf(where, rows.slice(1), { ...options, header: false }), skipped: 1 };
  }
  const hasRowNames = isWithRowNames(rows, options);
  const hasHeader = hasRowNames || isHeader(rows, cells, options);
  const written = hasRowNames ? ['', ...rows[0]] : rows[0];
  const count = written.length;
  const trimmed = hasRowNames ? ['', ...cells] : cells;
  const names = columnNames(hasHeader ? trimmed : trimmed.map(() => ''));
  if (!hasHeader && options.header !== false) {
    note(`${where}: line 1 is taken for data, not for a header: columns are called ${names[0]}, …`);
  }
  const hasIndex = hasHeader && trimmed[0] === '' && count > 1;
  const columns = chosenColumns(where, names, options, hasIndex ? [0] : []);
  if (hasIndex && !columns.includes(0)) {
    note(`${where}: left out column 1, an index: it has no name in the header`);
  }
  return { count, columns, names, skipped: hasHeader ? 1 : 0, header: hasHeader ? written : null };
}

/** Whether the first line has the numbers of samples and features, and the names of the classes. */
function areCounts(
  [samples, features, ...classes]: readonly string[],
  first: readonly string[],
): boolean {
  const hasCounts = /^\d+$/.test(samples) && Number(features) + 1 === first.length;
  return hasCounts && classes.length > 1 && !classes.some(isNumber);
}

/** Whether the header lacks the name of the first column alone, as R writes its row names. */
function isWithRowNames(
  rows: readonly (readonly string[])[],
  { header = 'auto' }: TableOptions,
): boolean {
  const others = rows.slice(1);
  const count = rows[0].length + 1;
  if (header === false || others.length === 0 || count < 3) return false;
  // A delimiter after the last cell of each row looks alike.
  const hasLast = others.some((row) => row[count - 1]?.trim());
  return hasLast && others.every(({ length }) => length === count) && areNames(rows[0]);
}

/** Decides whether the first line is a header. */
function isHeader(
  rows: readonly (readonly string[])[],
  cells: readonly string[],
  { header = 'auto', expected = [], only = [], without = [] }: TableOptions,
): boolean {
  if (header !== 'auto') return header;
  if ([...expected, ...only, ...without].some((name) => cells.includes(String(name)))) {
    return true;
  }
  const others = rows.slice(1).filter(({ length }) => length === cells.length);
  const isOverNumbers = (cell: string, j: number): boolean => {
    const below = others.map((row) => numberOf(row[j]));
    return (
      numberOf(cell) === null &&
      below.some((n) => n !== null && !Number.isNaN(n)) &&
      !below.includes(null)
    );
  };
  if (cells.some(isNumber)) {
    const isNumbered = cells.length > 2 && cells.includes('0') && areColumnNumbers(cells);
    return isNumbered || areYears(cells, others);
  }
  if (!areNames(cells)) return false;
  if (cells.some(isOverNumbers)) return true;
  const isThereBelow = (cell: string, j: number): boolean =>
    cell !== '' && others.some((row) => row[j].trim() === cell);
  return new Set(cells).size === cells.length && !cells.some(isThereBelow);
}

function isNumber(cell: string): boolean {
  return !Number.isNaN(numberOf(cell) ?? NaN);
}

/** Whether the numbers among names are years, over cells that are none. */
function areYears(cells: readonly string[], others: readonly (readonly string[])[]): boolean {
  const numbered = cells.flatMap((cell, j) => (isNumber(cell) ? [j] : []));
  const isYear = (cell: string): boolean => YEAR.test(cell.trim());
  const areNew = new Set(cells).size === cells.length;
  return (
    areNew &&
    numbered.length < cells.length &&
    numbered.every((j) => isYear(cells[j])) &&
    numbered.some((j) => others.some((row) => isNumber(row[j]) && !isYear(row[j])))
  );
}
